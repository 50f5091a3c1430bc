"""Articles in, dossier out: reads seeds and topics, places passages, gathers them, writes pages.

The folders are the pipeline, in this order: core, language, markup, reading, placing, gathering,
pages, outputs, search; then publishing, importing, editing and preview beside each other; then
mkdocs_adapter and cli. Each imports from those before it alone.
"""

__version__ = "0.1.0"
