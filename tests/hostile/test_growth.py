"""Time and memory grow with the size of an article only, whatever stands in it.

Twice the text may take twice the time of the processor, with room for noise, but not four times.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from dossier.core.problems import Problems
from dossier.gathering.link import link
from dossier.pages.plan import Pages
from dossier.placing.annotate import annotate
from dossier.placing.matcher import Matcher
from dossier.reading.articles import read_article
from dossier.reading.front_matter import SeedKeys, parse
from dossier.reading.limits import LONGEST_BLOCK, MOST_BLOCKS
from dossier.reading.topics import read_topics
from support.project import DOSSIER

TOPICS, _ = read_topics(DOSSIER / "docs", DOSSIER)
MATCHER = Matcher(TOPICS)
MOST = 3.0
SHORTEST = 0.03  # seconds of a measurement that says anything

LINES = {
    "a paragraph": "The plain word stands here, and there. ",
    "a paragraph full of names": "The Quartet met Viktor Mirel on tariffs. ",
    "one sentence": "word ",
    "one word": "a",
    "hyphens": "a-",
    "hyphens in a name": "Inner-Basin-",
    "initials": "A.",
    "full stops": ". ",
    "blanks": " ",
    "tabs": "\t",
    "apostrophes": "a's",
    "quotation marks": '"A." ',
    "accents": "a\u0301\u0301",
    "soft hyphens": "a\u00ad",
    "digits and letters": "1a",
    "different words": "",
    "ampersands": "&amp;",
    "markup": "</p><b>",
}
PARAGRAPHS = {
    "paragraphs": "A word.\n\n",
    "paragraphs on themes": "Tariffs.\n\n",
    "blank lines": " \n",
    "paragraphs far apart": "a" + " \n" * 90,
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
    pages = Pages(link([annotate(article, MATCHER)], TOPICS))
    for page in pages:
        if page.subject:
            pages.body(page)


def repeat(unit: str, times: int) -> str:
    return unit * times if unit else " ".join(f"w{chr(97 + i % 26)}x{i:x}y" for i in range(times))


def seconds(work: Callable[[], object]) -> float:
    """What the processor needs, without looking for rubbish in what other tests have left."""
    gc.disable()
    begun = time.process_time()
    work()
    spent = time.process_time() - begun
    gc.enable()
    return spent


def assert_grows_with_size(run: Callable[[int], object], times: int) -> None:
    """Compare the time that a text takes with that of its double, each as often as is telling."""
    run(times)  # fills caches
    often = 1 + int(SHORTEST / seconds(partial(run, times)))

    def measure(size: int) -> float:
        return seconds(lambda: [run(size) for _ in range(often)])

    ratios = []
    for _ in range(4):  # noise makes a ratio worse by chance, not each time
        ratios.append(measure(2 * times) / measure(times))
        if ratios[-1] < MOST:
            return
    raise AssertionError(f"twice the text takes {min(ratios):.1f} times as long")


@pytest.mark.parametrize("kind", LINES)
def test_a_paragraph_of_any_kind(kind: str, tmp_path: Path) -> None:
    """As long as one may be."""
    unit = LINES[kind]
    times = LONGEST_BLOCK // 2 // (len(unit) or 10) - 1
    assert_grows_with_size(lambda n: publish(tmp_path, "a.txt", f"A{repeat(unit, n)}"), times)


@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_as_many_paragraphs_as_may_be(kind: str, tmp_path: Path) -> None:
    unit, times = PARAGRAPHS[kind], MOST_BLOCKS // 2 - 1
    assert_grows_with_size(lambda n: publish(tmp_path, "a.txt", f"A\n\n{unit * n}"), times)


@pytest.mark.parametrize("kind", MARKDOWN)
def test_markdown(kind: str, tmp_path: Path) -> None:
    unit, times = MARKDOWN[kind]
    assert_grows_with_size(lambda n: publish(tmp_path, "a.md", f"A\n\n{unit * n}"), times)


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
        publish(tmp_path, "a.txt", "The Quartet met on tariffs. " * times)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(400) < MOST * peak(200)
