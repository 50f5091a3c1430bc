"""Tells whether two articles are one: by their address, or by the words that they share."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from dossier.model import Article
from dossier.words import split_words

SHINGLE = 5
ALIKE = 0.8
TRACKING = ("utm_", "fbclid", "gclid", "ref")


def find_twin(
    text: str, url: str | None, articles: Iterable[Article]
) -> tuple[Article, str] | None:
    """The article that has this address or nearly this text, and which of the two it is."""
    new = shingles(text)
    for article in articles:
        if url and article.source and article.source.url:
            if address(url) == address(article.source.url):
                return article, "the same address"
        old = shingles("\n\n".join(block.text for block in article.blocks))
        shared = len(new & old) / max(1, min(len(new), len(old)))
        if shared >= ALIKE:
            return article, f"{shared:.0%} of the words in the same order"
    return None


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words of a text; of a shorter text the whole."""
    forms = [word.form for word in split_words(text)]
    return frozenset(
        tuple(forms[start : start + SHINGLE]) for start in range(max(1, len(forms) - SHINGLE + 1))
    )


def address(url: str) -> str:
    """A URL without what may differ though the page is the same."""
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not k.startswith(TRACKING)])
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}?{query}"
