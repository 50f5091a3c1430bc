"""The dossier → what can be carried off: data, a calendar, books, embeds; and the page of them."""
