"""Articles in, dossier out: reads seeds and topics, finds passages, writes pages.

Nothing in this package knows MkDocs; ``hooks/publish.py`` is the one place that does.
"""

__version__ = "0.1.0"
