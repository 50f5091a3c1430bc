"""Web pages, Word, PDF and text → seeds."""
