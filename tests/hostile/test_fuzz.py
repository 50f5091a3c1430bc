"""Whatever a file holds, reading it gives an article or problems, and never anything else."""

import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
import yaml
from dossier.core.model import Article
from dossier.core.problems import Problem, Problems
from dossier.reading.articles import read_article
from dossier.reading.files import CONTROL
from dossier.reading.front_matter import FrontMatter, NameKeys, SeedKeys, ThemeKeys, parse
from hostile import corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = st.sampled_from(
    [*"[](){}<>*_`~#>-+|\\!&:;\"'=^\n\t ", "\n\n", "```", "---\n", "1. ", "    ", "[^1]", "[^1]: "]
    + ["](", "![", "&amp;", "&#", "title: ", "date: ", "source: ", "\\u202e", "javascript:"]
    + list(corpus.PLAIN)
    + [text for text in corpus.MARKDOWN if len(text) < 100]
)
MARKED = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*SeedKeys.model_fields, "name", "url", "published", "__class__"])
            | st.text(max_size=8),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def is_safe(message: str) -> bool:
    return "\n" not in message and not CONTROL.search(message)


def read(folder: Path, name: str, data: bytes) -> Article | None:
    """Read a file; None for problems, which must say where and fit a terminal."""
    path = folder / name
    path.write_bytes(data)
    try:
        article = read_article(path, folder)
    except Problems as error:
        assert error.problems
        for problem in error.problems:
            assert isinstance(problem, Problem) and problem.path == name and problem.line >= 1
            assert problem.line <= data.count(b"\n") + data.count(b"\r") + 1
            assert is_safe(str(problem))
        return None
    assert article.title.strip() and article.slug
    for block in article.blocks:
        element = etree.fromstring(block.html)
        assert "".join(element.itertext()) == block.text
        for part in element.iter():
            assert not [key for key in part.keys() if key.startswith("on") or key == "style"]
            assert part.tag not in ("script", "img", "style", "iframe")
    return article


BOUNDED = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@BOUNDED
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes(data: bytes, name: str, folder: Path) -> None:
    read(folder, name, data)


@BOUNDED
@given(text=MARKED)
def test_any_markdown(text: str, folder: Path) -> None:
    read(folder, "a.md", text.encode("utf-8", "replace"))


@BOUNDED
@given(text=MARKED)
def test_any_text(text: str, folder: Path) -> None:
    article = read(folder, "a.txt", text.encode("utf-8", "replace"))
    if article and not text.startswith("---"):
        shown = "".join(block.text for block in article.blocks)
        assert "".join(shown.split()) == "".join(text.lstrip("\ufeff").split())


@BOUNDED
@given(source=MARKED, keys=st.sampled_from([SeedKeys, ThemeKeys, NameKeys]))
def test_any_front_matter(source: str, keys: type[FrontMatter]) -> None:
    check_front_matter(source, keys)


@BOUNDED
@given(
    data=st.dictionaries(st.sampled_from([*SeedKeys.model_fields]) | st.text(), YAML, max_size=5)
)
def test_any_data(data: dict[str, object]) -> None:
    check_front_matter(yaml.safe_dump(data, allow_unicode=True), SeedKeys)


def check_front_matter(source: str, keys: type[FrontMatter]) -> None:
    try:
        found, _ = parse("a.txt", source, keys)
    except Problems as error:
        assert error.problems
        assert all(is_safe(str(problem)) for problem in error.problems)
    else:
        assert isinstance(found, keys)
