"""A dossier on another subject: the programme, around themes and articles of its own."""
