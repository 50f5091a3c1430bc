"""All that can be taken away of a dossier, and the pages that lead to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.core.model import Dossier, Moment
from dossier.core.urls import Site
from dossier.markup.markdown_writer import escape
from dossier.pages.facts import FactSource, days_of_articles
from dossier.pages.markdown import MarkdownSource, overview
from dossier.pages.page import Facts, Page, PageType
from dossier.takeaway.calendar import calendar_offers
from dossier.takeaway.contents import TABLES
from dossier.takeaway.data import WHOLE, data_offers
from dossier.takeaway.full_texts import full_text_offers
from dossier.takeaway.items import MOST_TOGETHER
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.subscriptions import feed_offers

PAGE = "take-it-away.md"
TITLE = "Take it away"
MOST_SHOWN = 12
"""Files of one purpose that are shown at once; more are folded."""


def offers(dossier: Dossier, site: Site, said: Sequence[Moment]) -> tuple[Offer, ...]:
    """Every file that can be taken away but the books; `said` are the moments of the dossier."""
    return (
        *data_offers(dossier, site),
        *feed_offers(dossier, site),
        *calendar_offers(said, site),
        Offer(
            Section.PROGRAMS,
            "llms.txt",
            "llms.txt",
            "What this site is, and where its pages are as Markdown: for language models.",
            "text/plain",
            lambda: overview(dossier, site).encode(),
        ),
        *full_text_offers(dossier, site),
    )


def take_away_pages(found: Sequence[Offer], sizes: Mapping[str, int]) -> Iterator[Page]:
    """The page that lists every file, and that on the data.

    `found` are the files: all are there by the time that a page is made, as what they hold follows
    from what the pages are planned from. `sizes` are their bytes, by path, as far as they are made.
    """

    def facts(source: FactSource, page: Page) -> Facts:
        articles = source.dossier.articles
        return {
            "shelves": shelves(found),
            "sizes": sizes,
            "data": WHOLE,
            "unworded": sum(not article.gives_words for article in articles),
        }

    def facts_of_data(source: FactSource, page: Page) -> Facts:
        return {
            "tables": TABLES,
            "stacks": [s for shelf in _of_data(found) for s in shelf.stacks],
            "sizes": sizes,
            "is_divided": len(source.dossier.articles) > MOST_TOGETHER,
            "first_look": FIRST_LOOK,
            "first_search": FIRST_SEARCH,
            "all": PAGE,
        }

    def markdown(source: MarkdownSource, page: Page) -> Iterator[str]:
        yield from (f"# {escape(page.title)}", escape(page.description), source.written)
        for shelf in shelves(found) if page.src_uri == PAGE else _of_data(found):
            yield f"## {shelf.section}"
            for stack in shelf.stacks:
                yield escape(stack.purpose)
                yield "\n".join(
                    f"- [{escape(offer.title)}]({source.link.file(offer.path)})"
                    for offer in stack.offers
                )

    yield Page(
        PAGE,
        PageType("take_away.html", facts, markdown, days_of_articles, is_whole=True),
        TITLE,
        "What this dossier knows, in files to work with: data, feeds, a calendar and more.",
    )
    yield Page(
        WHOLE,
        PageType("data.html", facts_of_data, markdown, days_of_articles, is_whole=True),
        "The data",
        "Every passage with its themes, names, dates and figures, as CSV, JSON Lines and SQLite:"
        " what each column says, and a first look in Python.",
    )


def _of_data(found: Sequence[Offer]) -> list["Shelf"]:
    return shelves([offer for offer in found if offer.section is Section.DATA])


@dataclass(frozen=True, slots=True)
class Stack:
    """Files of one purpose."""

    purpose: str
    offers: tuple[Offer, ...]

    @property
    def is_folded(self) -> bool:
        return len(self.offers) > MOST_SHOWN


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands under one heading."""

    section: Section
    stacks: tuple[Stack, ...]


def shelves(found: Sequence[Offer]) -> list[Shelf]:
    """Offers under their headings, in the order of these, those of one purpose together."""
    rows: dict[Section, dict[str, list[Offer]]] = {section: {} for section in Section}
    for offer in found:
        rows[offer.section].setdefault(offer.purpose, []).append(offer)
    return [
        Shelf(section, tuple(Stack(purpose, tuple(row)) for purpose, row in stacks.items()))
        for section, stacks in rows.items()
        if stacks
    ]


FIRST_LOOK = """\
import csv
import json
from collections import Counter
from pathlib import Path

csv.field_size_limit(10_000_000)
passages = []
for path in sorted(Path("data").glob("passages*.csv")):
    with path.open(encoding="utf-8", newline="") as file:
        passages += csv.DictReader(file)

under = Counter(
    (theme["theme"], theme["subtopic"])
    for passage in passages
    for theme in json.loads(passage["themes"])
)
print(len(passages), "passages")
for (theme, subtopic), count in under.most_common(10):
    print(f"{count:6}  {theme}: {subtopic}")
"""
"""How many passages each subtopic has, in Python without more; shown on the page of the data."""

FIRST_SEARCH = '''\
import sqlite3
from contextlib import closing

QUERY = """
SELECT passages.passage, snippet(passages_fts, 0, '[', ']', '…', 12)
FROM passages_fts JOIN passages ON passages.rowid = passages_fts.rowid
WHERE passages_fts MATCH ? ORDER BY rank LIMIT 5
"""
with closing(sqlite3.connect("data/dossier.sqlite")) as database:
    for passage, words in database.execute(QUERY, ["agreement OR visit"]):
        print(passage, words)
'''
"""The passages with some words, the best first."""
