"""The dossier → the search’s index. Its other half, which reads it, is docs/assets/search/."""
