"""Articles in, dossier out: reads seeds and topics, finds passages, writes pages.

Nothing in this package knows MkDocs; ``hooks/publish.py`` is the one place that does.
"""
