"""A key of front matter is changed as a person would, and nothing else of the file with it."""

import difflib
from itertools import pairwise

import pytest
import yaml
from dossier.desk.file_text import edit, quoted
from dossier.reading.files import read_text
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml.comments import CommentedMap

LINES = [
    "title: Talks in New Delva  # as printed",
    "# a remark between two keys",
    "date: 2025-12-09",
    "language: 'en'",
    'slug: "talks"',
    "description: >-\n  Words that are folded\n  over two lines.",
    "lead: |\n  Kept as\n  they stand.\n",
    "authors: [Rao, Anna,   'Lee']",
    "notes:\n  - at: some words\n    note: a note\n    source: https://example.org/a  # here",
    "place:\n- at: other words\n  in: [trade]",
    "formerly:\n    - one\n\n    - two",
    "source: {name: A Paper, published: 2025-12}",
    "updated: 2025-12-10 ",
    "",
    "corrections:\n  - on: 2026-01-02\n    what: 'it''s mended'",
    "event:\n    date: 2025-12-09\n    place: दिल्ली",
]
ENDS = st.sampled_from(["\n", "\r\n"])
BODIES = st.sampled_from(
    ["Words.\n", "\nWords.\n\nMore: words\n---\n", "Words", "", "\n\n\tWords \n"]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file whose front matter is written in many ways, as by many people."""
    chosen = draw(st.lists(st.sampled_from(LINES), min_size=1, unique=True))
    if not any(":" in line and not line.startswith("#") for line in chosen):
        chosen.append(LINES[0])
    mark = draw(st.sampled_from(["", "\ufeff"]))
    text = "\n".join(["---", *chosen, draw(st.sampled_from(["---", "---  "])), draw(BODIES)])
    return mark + text.replace("\n", draw(ENDS))


def data(text: str) -> object:
    return yaml.safe_load(text.lstrip("\ufeff").replace("\r\n", "\n").split("---")[1])


@given(files())
def test_what_is_not_changed_stays_byte_for_byte(text: str) -> None:
    assert edit("seeds/a.md", text, lambda keys: None) == text


@given(files())
def test_a_key_more_is_all_that_differs(text: str) -> None:
    changed = edit("seeds/a.md", text, lambda keys: keys.update(draft=True))
    end = "\r\n" if "\r\n" in text else "\n"
    before, after = text.splitlines(True), changed.splitlines(True)
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert lines == [f"+ draft: true{end}"]
    assert data(changed) == {**data(text), "draft": True}  # type: ignore[dict-item]


@example("---\n\nauthors: [Rao, Anna,   'Lee']\nupdated: 2025-12-10 \n---\nWords.\n")
@given(files())
def test_a_key_less_leaves_the_others(text: str) -> None:
    held = data(text)
    assert isinstance(held, dict)
    key = sorted(held)[0]
    changed = edit("seeds/a.md", text, lambda keys: keys.pop(key))
    left = {name: value for name, value in held.items() if name != key}
    assert (data(changed) or {}) == left
    had = {line.rstrip("\r\n") for line in text.splitlines()}
    assert {line.rstrip("\r\n") for line in changed.splitlines()} <= had


@given(files(), st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=300))
def test_any_words_come_back_as_they_were(text: str, words: str) -> None:
    changed = edit("seeds/a.md", text, lambda keys: keys.update(lead=quoted(words)))
    source = changed.lstrip("\ufeff").replace("\r\n", "\n").partition("\n")[2]
    assert yaml.safe_load(source.partition("\n---")[0])["lead"] == words


def test_front_matter_is_begun_where_there_is_none() -> None:
    begun = edit("seeds/a.txt", "Words.\r\n", lambda keys: keys.update(draft=True))
    assert begun == "---\r\ndraft: true\r\n---\r\nWords.\r\n"
    assert edit("seeds/a.txt", "", lambda keys: keys.update(draft=True)) == (
        "---\ndraft: true\n---\n"
    )


@pytest.mark.parametrize("words", ["no", "2026-05-24", "12", "a: b", "# a", "- a", "yes", "~", "'"])
def test_words_that_yaml_takes_for_something_else_are_quoted(words: str) -> None:
    changed = edit("seeds/a.md", "---\ntitle: A\n---\n", lambda keys: keys.update(x=quoted(words)))
    assert changed == f'---\ntitle: A\nx: "{words}"\n---\n'


def test_long_words_are_folded() -> None:
    words = "word " * 60 + "end"
    changed = edit("seeds/a.md", "---\ntitle: A\n---\n", lambda keys: keys.update(x=quoted(words)))
    assert max(map(len, changed.splitlines())) <= 100
    assert data(changed) == {"title": "A", "x": words}


@example([47, 48, 47, 48, 47, 48])
@example([47, 49, 47, 48, 48, 49])
@given(
    st.lists(st.integers(1, 40) | st.integers(90, 110), min_size=1).filter(lambda n: sum(n) > 100)
)
def test_folded_lines_are_as_full_as_they_can_be(sizes: list[int]) -> None:
    words = " ".join("w" * size for size in sizes)
    changed = edit("seeds/a.md", "---\ntitle: A\n---\n", lambda keys: keys.update(x=quoted(words)))
    _, _, head, *rows, _ = changed.splitlines()
    assert head == "x: >-"
    lines = [row.removeprefix("  ") for row in rows]
    most = 96  # so that the entries of a list, further in, are no longer than 100
    assert all(len(line) <= most or " " not in line for line in lines)
    assert not any(
        len(line) + 1 + len(after.split(" ")[0]) <= most for line, after in pairwise(lines)
    )


def test_lists_are_indented_as_the_file_does() -> None:
    def change(keys: CommentedMap) -> None:
        keys["place"] = [{"at": "x", "in": ["y"]}]

    flat = edit("seeds/a.md", "---\nauthors:\n- A\n---\n", change)
    assert "place:\n- at: x\n" in flat
    deep = edit("seeds/a.md", "---\nauthors:\n  - A\n---\n", change)
    assert "place:\n  - at: x\n" in deep


def test_what_is_no_yaml_is_left_to_people() -> None:
    for text in ("---\na: [\n---\n", "---\n- a\n---\n"):
        with pytest.raises(ValueError, match=r"\w"):
            edit("seeds/a.md", text, lambda keys: None)


def test_the_files_of_the_project_come_back(request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath
    paths = [*root.glob("seeds/*"), *root.glob("docs/**/*.md"), *root.glob("tests/dossier/**/*.*")]
    texts = [path for path in paths if read_text(path, root).startswith("---\n")]
    assert len(texts) > 25  # the tests' own alone; a dossier that begins has few more
    for path in texts:
        text = path.read_bytes().decode("utf-8")
        assert edit(path.name, text, lambda keys: None) == text, path
