"""What is kept of an article is read as it was written, and nothing in it can run."""

import os
import pickle
from pathlib import Path

import pytest
from dossier.core.cache import Cache
from dossier.gathering.pipeline import read_edition
from dossier.placing.annotate import Annotator, _annotate_file, _Codec
from dossier.placing.matcher import Matcher
from support.project import make_project

SEED = """---
date: 2025-12-09
source: {name: The Paper, published: 2025-12}
event: {date: 2025-12-09, place: New Delva}
notes: [{at: fighter jets, note: None was ordered., source: https://example.org/}]
place: [{at: Rice, in: [trade]}]
names: {not: [Hollin said]}
corrections: [{on: 2025-12-10, what: The number was wrong.}]
---
The Quartet met on 3 March 2024; fighter jets cost USD 20 billion.

Rice. Hollin said so.
"""


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"a.md": SEED})
    path = tmp_path / "kept.db"
    editions = []
    for _ in range(2):
        cache = Cache(path)
        editions.append(read_edition(project, cache=cache))
        cache.close()
    first, again = (edition.dossier for edition in editions)
    assert first.passages and first.moments and first.figures
    assert (again.articles, again.passages) == (first.articles, first.passages)
    assert (again.moments, again.figures) == (first.moments, first.figures)


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [Hostile(), os.system, Path("x"), [1, Hostile()]])
def test_a_pickle_that_names_anything_else_is_refused(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no value that is kept"):
        _Codec(()).load(pickle.dumps(value))


def test_what_is_no_outcome_is_refused() -> None:
    with pytest.raises(pickle.UnpicklingError):
        _Codec(()).load(pickle.dumps({"one": 1}))


def test_an_annotator_reads_again_what_has_changed_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"a.txt": "The Quartet met.", "b.txt": "Rice."})
    annotator = Annotator()
    first = read_edition(project, annotator=annotator).dossier
    (project / "seeds/b.txt").write_text("Maize.", "utf-8")
    again = read_edition(project, annotator=annotator).dossier
    same = {a.slug for a in again.articles for b in first.articles if a is b}
    assert same == {"a"}
    assert [article.title for article in again.articles] == ["The Quartet met.", "Maize."]


def kept_after(tmp_path: Path, page: str, old: str, new: str) -> set[str]:
    """The slugs of the articles that stay as they are when a topic's page is changed."""
    seeds = {"a.txt": "The Quartet met.", "b.txt": "Rice and other grain."}
    project = make_project(tmp_path / "project", seeds)
    annotator = Annotator()
    first = read_edition(project, annotator=annotator).dossier
    path = project / "docs" / page
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    again = read_edition(project, annotator=annotator).dossier
    topics = {id(topic) for topic in again.topics}
    for passage in again.passages:
        assert {id(topic) for topic in (*passage.themes, *passage.names)} <= topics
    return {a.slug for a in again.articles for b in first.articles if a is b}


def test_an_article_stays_where_another_topic_has_other_words(tmp_path: Path) -> None:
    assert kept_after(tmp_path, "names/quartet.md", "\n---\n", "\nexcept: [four]\n---\n") == {"b"}


def test_all_stay_where_a_topic_has_another_body(tmp_path: Path) -> None:
    end = "as the Quartet.\n"
    assert kept_after(tmp_path, "names/quartet.md", end, f"{end}\nThey are four.\n") == {"a", "b"}


def test_another_process_reads_again_what_has_changed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was changed before it, and whichever words topics had meanwhile."""
    seeds = {"a.txt": "The Quartet met.", "b.txt": "Rice and other grain.", "c.txt": "A tariff."}
    project = make_project(tmp_path / "project", seeds)
    read: set[str] = set()

    def note(root: Path, matcher: Matcher, codec: _Codec, path: Path) -> bytes:
        read.add(path.stem)
        return _annotate_file(root, matcher, codec, path)

    monkeypatch.setattr("dossier.placing.annotate._annotate_file", note)
    quartet, trade = project / "docs/names/quartet.md", project / "docs/themes/trade.md"
    word = "---\ntitle: {}\nkind: term\n---\nA word.\n"
    edits: list[tuple[Path, str, set[str]]] = [
        (project / "seeds/d.txt", "Nothing of the kind.", {"a", "b", "c", "d"}),
        (
            quartet,
            quartet.read_text("utf-8").replace("\n---\n", "\nexcept: [Quartet met]\n---\n"),
            {"a"},
        ),
        (project / "docs/names/grain.md", word.format("Grain"), {"b"}),
        (project / "seeds/c.txt", "A tariff, says nobody.", {"c"}),
        (project / "docs/names/nobody.md", word.format("Nobody"), {"c"}),
        (trade, trade.read_text("utf-8") + "More.\n", set()),
        (project / "docs/names/grain.md", word.format("Corn"), {"b"}),
    ]
    for path, text, again in edits:
        path.write_text(text, "utf-8")
        for expected in (again, set[str]()):
            read.clear()
            cache = Cache(tmp_path / "kept.db")
            dossier = read_edition(project, cache=cache).dossier
            cache.close()
            assert read == expected, path
            assert dossier.passages == read_edition(project).dossier.passages
