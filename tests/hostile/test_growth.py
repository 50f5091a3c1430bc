"""Time and memory grow with the size of an article only, whatever stands in it.

Twice the text may take twice the time of the processor, with room for noise, but not four times.
"""

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT
from dossier.frontmatter import SeedKeys, parse
from dossier.links import link
from dossier.match import Matcher
from dossier.pages import Pages
from dossier.problems import Problems
from dossier.readings import read
from dossier.seeds import read_article
from dossier.topics import read_topics

TOPICS, _ = read_topics(ROOT / "docs", ROOT)
MATCHER = Matcher(TOPICS)
MOST = 3.0
SHORTEST = 0.03  # seconds of a measurement that says anything

PLAIN = {
    "a paragraph": ("The plain word stands here, and there. ", 2_000),
    "a paragraph full of names": ("The Quad met Vikram Misri on tariffs. ", 500),
    "paragraphs": ("A word.\n\n", 1_000),
    "paragraphs on themes": ("Tariffs.\n\n", 200),
    "one sentence": ("word ", 5_000),
    "one word": ("a", 200_000),
    "hyphens": ("a-", 8_000),
    "hyphens in a name": ("Indo-Pacific-", 1_500),
    "initials": ("A.", 20_000),
    "full stops": (". ", 50_000),
    "blanks": (" ", 50_000),
    "blank lines": (" \n", 50_000),
    "tabs": ("\t", 50_000),
    "apostrophes": ("a's", 8_000),
    "quotation marks": ('"A." ', 5_000),
    "accents": ("a\u0301\u0301", 10_000),
    "soft hyphens": ("a\u00ad", 20_000),
    "digits and letters": ("1a", 8_000),
    "different words": ("", 4_000),
    "ampersands": ("&amp;", 5_000),
    "markup": ("</p><b>", 5_000),
}
MARKDOWN = {
    "paragraphs": ("a word\n\n", 300),
    "words that the source has otherwise": ("a*b*c\n\n", 300),
    "emphasis": ("*a* ", 500),
    "open emphasis": ("*a _b ", 500),
    "escapes": ("\\*", 500),
    "entities": ("&amp;", 500),
    "code": ("`a` ", 500),
    "fences": ("```\na\n```\n\n", 100),
    "tables": ("a|b\n-|-\nc|d\n\n", 60),
    "lists": ("- a\n", 150),
    "quotations": ("> a\n\n", 150),
    "footnotes": ("[^1] ", 300),
    "references": ("[a]: https://example.org/\n", 400),
    "headings": ("# a\n\n", 150),
    "links": ("[a](b) ", 200),
    "images": ("![a](b)\n\n", 150),
    "addresses": ("<https://example.org/> ", 200),
}


def publish(directory: Path, name: str, text: str) -> None:
    """All that is done with an article but its place in the page around it."""
    path = directory / name
    path.write_text(f"---\ntitle: T\n---\n{text}", "utf-8")
    article = read_article(path, directory)
    pages = Pages(link([read(article, MATCHER)], TOPICS))
    for page in pages:
        if page.template in ("article.html", "theme.html", "name.html"):
            pages.body(page)


def repeat(unit: str, times: int) -> str:
    return unit * times if unit else " ".join(f"w{chr(97 + i % 26)}x{i:x}y" for i in range(times))


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def assert_grows_with_size(run: Callable[[int], object], times: int) -> None:
    """Measure at growing sizes until one lasts long enough, then compare it with its double."""
    run(times)  # fills caches
    while (once := seconds(partial(run, times))) < SHORTEST:
        times *= 2
    ratios = []
    for _ in range(4):  # noise makes a ratio worse by chance, not each time
        ratios.append(seconds(partial(run, 2 * times)) / once)
        if ratios[-1] < MOST:
            return
        once = seconds(partial(run, times))
    raise AssertionError(f"twice the text takes {min(ratios):.1f} times as long")


@pytest.mark.parametrize("kind", PLAIN)
def test_plain_text(kind: str, tmp_path: Path) -> None:
    unit, times = PLAIN[kind]
    assert_grows_with_size(lambda n: publish(tmp_path, "a.txt", f"A{repeat(unit, n)}"), times)


@pytest.mark.parametrize("kind", MARKDOWN)
def test_markdown(kind: str, tmp_path: Path) -> None:
    """Within the limits that Markdown is held to: beyond them it is a problem at once."""
    unit, times = MARKDOWN[kind]

    def run(n: int) -> None:
        try:
            publish(tmp_path, "a.md", f"A\n\n{unit * n}")
        except Problems as problems:
            assert n > times, problems  # so large that it was refused

    assert_grows_with_size(run, times)


@pytest.mark.parametrize("unit", ["[", "{", "- ", "a: [b, c]\n", "'", '"', "#", "\n", "? ", "a, "])
def test_front_matter(unit: str) -> None:
    def run(n: int) -> None:
        try:
            parse("a.txt", f"title: x\nauthors: {unit * n}", SeedKeys)
        except Problems:
            pass

    small = seconds(partial(run, 10_000))
    assert seconds(partial(run, 20_000)) < MOST * max(small, SHORTEST) + SHORTEST


def test_memory_grows_with_size(tmp_path: Path) -> None:
    def peak(times: int) -> int:
        tracemalloc.start()
        publish(tmp_path, "a.txt", "The Quad met on tariffs. " * times)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(400) < MOST * peak(200)
