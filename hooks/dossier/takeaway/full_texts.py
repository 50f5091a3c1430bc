"""The articles in full, as Markdown, for programs that read for people: `llms-full.txt`.

What is long is divided: then that file says what there is, and each part has articles of a year.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby

from dossier.core.format import counted
from dossier.core.model import Article, Dossier
from dossier.core.urls import Site, published
from dossier.gathering.facts import summary
from dossier.markup.markdown_writer import escape
from dossier.outputs.feeds import KEPT
from dossier.pages.citations import line
from dossier.pages.markdown import markdown
from dossier.pages.page import Page
from dossier.pages.page_types import ARTICLE
from dossier.reading.schedule import UNDATED
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import key_of_articles, made_with

FULL = "llms-full.txt"
"""The published path of the whole, or of what leads to its parts."""
MOST_WORDS = 100_000
"""Words of articles in a part, about what a program can read at once."""

Part = tuple[str, str, Sequence[Article]]
"""Path, title and articles."""


def parts(articles: Sequence[Article]) -> list[Part]:
    """The articles in parts, the newest first: one of all, or one or more of each year."""
    if sum(article.words for article in articles) <= MOST_WORDS:
        return [(FULL, "All articles in full", articles)]
    found: list[Part] = []
    for key, row in groupby(articles, key=lambda article: article.when[:4]):
        year = key or UNDATED
        for number, part in enumerate(_divided(list(row)), 1):
            more = "" if number == 1 else f"-{number}"
            path = f"{FULL.removesuffix('.txt')}-{year}{more}.txt"
            title = f"Articles in full, {year}{more and f' ({number})'}"
            found.append((path, title, part))
    return found


def _divided(articles: Sequence[Article]) -> Iterator[list[Article]]:
    part: list[Article] = []
    count = 0
    for article in articles:
        if part and count + article.words > MOST_WORDS:
            yield part
            part, count = [], 0
        part.append(article)
        count += article.words
    yield part


def full_text_offers(dossier: Dossier, site: Site) -> Iterator[Offer]:
    """The texts."""
    texts = FullTexts(dossier, site)
    found = parts(dossier.articles)
    purpose = "Every article in full, as Markdown, for programs that read for people."
    if [path for path, _, _ in found] != [FULL]:
        yield Offer(
            Section.PROGRAMS,
            FULL,
            "What there is in full",
            purpose,
            "text/plain",
            lambda: texts.contents(found).encode(),
        )
    for path, title, articles in found:
        make, key = partial(texts.part, title, articles), partial(texts.key, articles)
        yield Offer(Section.PROGRAMS, path, title, purpose, "text/plain", make, key=key)


class FullTexts:
    """Writes articles as one text; links lead to the Markdown of pages."""

    def __init__(self, dossier: Dossier, site: Site) -> None:
        self._dossier = dossier
        self._site = site

    @cached_property
    def _everywhere(self) -> str:
        """The digest of what goes into each text besides its article."""
        return made_with(self._site, "full text")

    def contents(self, found: Sequence[Part]) -> str:
        """What leads to the parts."""
        rows = [
            f"- [{escape(title)}]({self._site.link(path, FULL)}):"
            f" {counted(len(articles), 'article')}"
            for path, title, articles in found
        ]
        head = f"# {escape(self._site.name)}\n\n> {escape(self._site.description)}\n\n"
        return head + "\n".join(rows) + "\n"

    def key(self, articles: Sequence[Article]) -> str:
        """The digest of all that goes into the text of some articles."""
        return key_of_articles(self._everywhere, articles, self._dossier)

    def part(self, title: str, articles: Sequence[Article]) -> bytes:
        """The text of some articles, one after the other."""
        head = f"# {escape(self._site.name)}: {escape(title)}\n\n"
        return (head + "\n---\n\n".join(map(self.text, articles))).encode()

    def text(self, article: Article) -> str:
        """An article as Markdown; where its words may not be taken away, what is known of it."""
        if article.gives_words:
            page = Page(article.src_uri, ARTICLE, article.title, summary(article), article)
            return markdown(page, self._dossier, self._site, start=FULL)
        address = self._site.link(published(article.src_uri), FULL)
        rows = [f"# {escape(article.title)}", f"- {escape(line(article))}\n- <{address}>"]
        placed = [
            f"- ¶ {passage.block.number}: "
            + ", ".join(
                f"{escape(p.theme.title)} ({escape(p.subtopic)})" for p in passage.placements
            )
            for passage in self._dossier.passages_of_article[article.slug]
            if passage.placements
        ]
        return "\n\n".join([*rows, KEPT, *(["\n".join(placed)] if placed else [])]) + "\n"
