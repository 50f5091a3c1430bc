"""Annotated articles → the dossier: here everything is known, and no page is written."""
