"""Files → articles and topics: front matter, text cut into blocks, what editors decided."""
