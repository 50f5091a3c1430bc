"""What stands beside the pages for programs that read the site: files, and facts in each head."""

from collections.abc import Iterator

from dossier.addresses import Site, published
from dossier.feeds import atom, feeds, json_feed
from dossier.model import Dossier, Topic
from dossier.pages import Pages

FORMS = (
    ("Atom", "feed.xml", "application/atom+xml"),
    ("JSON Feed", "feed.json", "application/feed+json"),
)
"""Each form of a feed: its name, file and media type."""


class Machines:
    """All that a dossier gives to machines. Nothing is made before it is asked for."""

    def __init__(self, dossier: Dossier, pages: Pages, site: Site) -> None:
        self._dossier = dossier
        self._pages = pages
        self._site = site
        self._subjects = {page.src_uri: page.subject for page in pages}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file's published path and content."""
        for feed in feeds(self._dossier, self._site):
            yield feed.atom_path, atom(feed, self._site).encode()
            yield feed.json_path, json_feed(feed, self._site).encode()

    def alternates(self, src_uri: str) -> list[tuple[str, str, str]]:
        """Title, path and media type of each feed that a page's head leads to."""
        subject = self._subjects.get(src_uri)
        homes = [("", self._site.name)]
        if isinstance(subject, Topic) and subject.is_theme:
            homes.insert(0, (published(subject.src_uri), f"{subject.title} · {self._site.name}"))
        return [
            (f"{title} ({form})", home + name, media_type)
            for home, title in homes
            for form, name, media_type in FORMS
        ]
