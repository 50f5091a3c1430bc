"""Pages → documents and files: what is published of each page, and what stands beside them."""
