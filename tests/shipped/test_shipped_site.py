"""What a reader gets: every word of every article, in its place, and links that lead there."""

import re
import subprocess

from dossier.core.model import Article
from dossier.reading.front_matter import split
from lxml import html
from support.project import ROOT
from support.shipped import Published
from support.site import (
    NOT_LINKED,
    broken_links,
    moved,
    orphans,
    page,
    pages,
    squeeze,
    target,
    words,
)

WORD = r"[^\W\d_]+"
NO_WORDS = r"\]\([^)]*\)|^\[[^\]]*\]: *(?=\w+:)\S+|\[\^[^\]]*\]:?|^```.*$|&\w+;"
"""What stands in Markdown and is not shown: targets of links, labels of notes, names of signs."""


def source(published: Published, article: Article) -> str:
    """The body of an article's file."""
    path = published.seeds.parent / article.path
    return split(article.path, path.read_text("utf-8-sig"))[1]


def gathered(published: Published, address: str) -> list[html.HtmlElement]:
    """The passages on a page and on those into which it is cut."""
    folder = published.site / address
    names = [p.parent.relative_to(published.site).as_posix() for p in folder.rglob("index.html")]
    return [p for name in names for p in page(published.site, name).cssselect("section.passage")]


def test_each_article_is_published_word_for_word(published: Published) -> None:
    for article in published.dossier.articles:
        shown = page(published.site, f"articles/{article.slug}")
        passages = shown.cssselect("section.passage")
        blocks = article.blocks
        if article.has_own_title:
            blocks = blocks[1:]  # which stands above them, as the headline
        assert words(shown) == squeeze("".join(block.text for block in blocks)), article.path
        assert [p.get("id") for p in passages] == [b.anchor for b in blocks], article.path
        text = source(published, article)
        if article.path.endswith(".txt"):
            (title,) = shown.cssselect("h1")
            above = squeeze(title.text_content()) if article.has_own_title else ""
            assert above + words(shown) == squeeze(text), article.path
        else:
            (main,) = shown.cssselect("main")
            there = set(re.findall(WORD, main.text_content()))
            meant = re.sub(NO_WORDS, " ", text, flags=re.MULTILINE)
            assert set(re.findall(WORD, meant)) <= there, article.path


def test_nothing_is_left_of_what_was_withdrawn_but_its_page(published: Published) -> None:
    for article in published.dossier.withdrawn:
        assert not words(page(published.site, f"articles/{article.slug}")), article.path


def test_theme_pages_hold_each_of_their_passages_word_for_word(published: Published) -> None:
    for theme in published.dossier.themes:
        expected = {
            f"{passage.article.slug}-{passage.block.anchor}": squeeze(passage.block.text)
            for passage in published.dossier.passages_of_topic[theme.src_uri]
        }
        shown = gathered(published, f"themes/{theme.slug}")
        assert {p.get("id"): words(p) for p in shown} == expected, theme.slug


def test_passages_lead_to_their_place_and_to_their_other_themes(published: Published) -> None:
    placed = {f"{p.article.slug}-{p.block.anchor}": p for p in published.dossier.passages}
    for theme in published.dossier.themes:
        folder = published.site / "themes" / theme.slug
        for path in sorted(folder.rglob("index.html")):
            name = path.relative_to(published.site).as_posix()
            tree = html.document_fromstring(path.read_text("utf-8"))
            for shown in tree.cssselect("section.passage"):
                anchor = shown.get("id", "")
                passage = placed[anchor]
                hrefs = [link.get("href", "") for link in shown.iter("a")]
                links = {target(published.site, name, href) for href in hrefs}
                own = f"articles/{passage.article.slug}/index.html"
                assert (own, passage.block.anchor) in links, (name, anchor)
                here = {path.split("/")[1] for path, at in links if at == anchor}
                assert {t.slug for t in passage.themes} - {theme.slug} <= here, (name, anchor)
                reasons = {q.text_content() for q in shown.cssselect(".why q")}
                assert reasons == set(passage.placement(theme).because), (name, anchor)


def test_name_pages_quote_every_passage_that_mentions_them(published: Published) -> None:
    for name in published.dossier.names:
        expected = {
            (passage.article.slug, passage.block.anchor): squeeze(passage.block.text)
            for passage in published.dossier.passages_of_topic[name.src_uri]
        }
        quoted = set()
        for path in sorted((published.site / "names" / name.slug).rglob("index.html")):
            here = path.relative_to(published.site).as_posix()
            tree = html.document_fromstring(path.read_text("utf-8"))
            for section in tree.cssselect("section.passage"):
                (place,) = section.cssselect("a.place")
                article, anchor = target(published.site, here, place.get("href", ""))
                key = (article.split("/")[1], anchor)
                quoted.add(key)
                for part in section.cssselect(".words")[0].text_content().split("…"):
                    assert squeeze(part) in expected[key].replace("…", ""), (name.slug, key)
                assert section.cssselect("mark"), (name.slug, key)
        assert quoted == expected.keys(), name.slug


def test_every_link_and_fragment_resolves(published: Published) -> None:
    assert broken_links(published.site) == []


def test_links_lead_to_each_page(published: Published) -> None:
    old = {
        f"articles/{slug}/index.html"
        for article in (*published.dossier.articles, *published.dossier.withdrawn)
        for slug in article.formerly
    }
    assert old <= moved(published.site)
    long = {"search/index.html"}  # where there is much of it, the lists of articles lead there
    assert orphans(published.site) | long == NOT_LINKED | long | moved(published.site)


def test_ids_are_unique_on_each_page(published: Published) -> None:
    for name, tree in pages(published.site).items():
        ids = [str(i) for i in tree.xpath("//@id")]
        assert len(ids) == len(set(ids)), name


def test_each_page_is_valid_html(published: Published) -> None:
    checker = str(ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar")
    command = ["java", "-Xss8m", "-jar", checker, "--errors-only", "--skip-non-html"]
    result = subprocess.run(
        [*command, str(published.site)], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
