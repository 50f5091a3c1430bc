"""Every passage of a theme or a name is reached from its page, and shown or folded just once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from posixpath import join, normpath
from unittest.mock import patch

from dossier.core.model import Dossier, Passage, Topic
from dossier.gathering.twins import find_twins
from dossier.pages.helpers import anchor
from dossier.pages.page import Page
from dossier.pages.plan import Pages
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from support.values import article, dossier, name, theme

THEMES = [
    theme("Harbour", {"Quays": ["quay"], "Ferries": ["ferry"]}),
    theme("Mills", {"Steel": ["steel"]}, order=1),
]
NAMES = [name("Anna Rao"), name("Lund")]
SENTENCES = st.sampled_from(
    [
        "Anna Rao of Lund has let the ferry lie at the old quay of the town since the spring.",
        "The ferry of the northern line goes to the islands twice on each day of the week.",
        "A mill for steel was sold by Lund to a firm of the south, as its clerk has written.",
        "Nobody came.",
    ]
)
SEEDS = st.lists(
    st.tuples(st.integers(2019, 2022), st.lists(SENTENCES, min_size=1, max_size=4)), max_size=5
)


def gathered(rows: list[tuple[int, list[str]]]) -> Dossier:
    seeds = [
        article(f"a{n}", "\n\n".join(texts), date=date(year, 1, 1 + n))
        for n, (year, texts) in enumerate(rows)
    ]
    known = dossier(seeds, [*THEMES, *NAMES])
    return replace(known, twins=find_twins(known.passages))


def shown(pages: Pages, page: Page) -> tuple[Counter[str], set[str]]:
    """The anchors of the passages on a page, and the pages to which it leads."""
    body = html.fragment_fromstring(pages.body(page), create_parent="div")
    here = Counter(
        section.get("id", "") for section in body.iter("section") if section.get("id", "")
    )
    links = {
        normpath(join(page.src_uri.removesuffix(".md"), str(a.get("href")).split("#")[0]))
        for a in body.iter("a")
        if not str(a.get("href")).startswith("#")
    }
    return here, {f"{link}.md" for link in links}


def steps(pages: Pages, start: Page, topic: Topic) -> Iterator[tuple[int, Page, Counter[str]]]:
    """The pages of a topic that are reached from its own in two clicks, and what they show."""
    seen, row = {start.src_uri}, [start]
    home = start.src_uri.removesuffix(".md")
    for clicks in range(3):
        following: list[Page] = []
        for page in row:
            here, links = shown(pages, page)
            yield clicks, page, here
            for uri in sorted(links):
                onward = pages.get(uri)
                if onward and uri not in seen and uri.startswith(f"{home}/"):
                    seen.add(uri)
                    following.append(onward)
        row = following


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from([1, 2, 40]), st.sampled_from([1, 3, 80]))
def test_every_placed_passage_is_two_clicks_away_and_stands_once(
    rows: list[tuple[int, list[str]]], together: int, most: int
) -> None:
    known = gathered(rows)
    with (
        patch("dossier.pages.plan.MOST_TOGETHER", together),
        patch("dossier.pages.plan.MOST_PASSAGES", most),
    ):
        pages = Pages(known)
    for topic in known.topics:
        passages = known.passages_of_topic[topic.src_uri]
        start = pages.get(topic.src_uri)
        assert start
        found: set[str] = set()
        for _, page, here in steps(pages, start, topic):
            anchors = Counter({key: count for key, count in here.items() if key[:1] == "a"})
            assert max(anchors.values(), default=1) == 1, page.src_uri
            if page.items and page is not start:
                items = [anchor(item) for item in page.items if isinstance(item, Passage)]
                assert set(items) == {key for key in anchors if key in set(items)}, page.src_uri
            found |= set(anchors)
        assert {anchor(passage) for passage in passages} <= found, topic.title
        if len(passages) > together and topic.is_theme:
            whole = Counter(
                anchor(item)
                for page in pages
                if page.subject is topic and page.subtopic and page.part
                for item in page.items
                if isinstance(item, Passage)
            )
            assert max(whole.values(), default=1) == 1
