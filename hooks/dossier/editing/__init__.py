"""The dossier → what editors want to know of it, and what they begin with."""
