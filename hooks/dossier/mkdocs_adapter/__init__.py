"""The package as MkDocs sees it: the one place that imports it."""
