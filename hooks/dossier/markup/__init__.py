"""Well-formed markup: marks and links put into it, and Markdown written from it."""
