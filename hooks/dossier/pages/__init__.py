"""The dossier → pages: which there are, and the body and the Markdown of each."""
