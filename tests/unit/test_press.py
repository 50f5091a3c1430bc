"""What the search leads to must have been made: else the build fails."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dossier.addresses import Site
from dossier.edition import read_edition
from dossier.kept import REMEMBERED, Kept
from dossier.machines import Machines
from dossier.pages import Pages
from dossier.press import Press


def make_press(root: Path, written: str = "", url: str = "") -> Press:
    """As a build does, over two articles and what an earlier build has kept.

    `written` is the Markdown that people wrote on the list of articles.
    """
    (root / "seeds").mkdir(exist_ok=True)
    for name in ("one", "two"):
        (root / "seeds" / f"{name}.md").write_text("First.\n\nSecond.\n", "utf-8")
    dossier = read_edition(root).dossier
    pages = Pages(dossier)
    machines = Machines(dossier, pages, Site("A site", "", url))
    machines.take("articles/index.md", "Articles", written)
    return Press(dossier, pages, machines, Kept(root / "kept.db"), "")


def test_pages_and_passages_that_were_not_made_are_problems(tmp_path: Path) -> None:
    press = make_press(tmp_path)
    press.begin("articles/one.md", "")
    press.keep("articles/one.md", '<section id="p2"></section>')
    press.finish("articles/one.md")
    problems = {problem.path: problem for problem in press.missing()}
    assert "#p1" in problems["seeds/one.md"].message
    assert problems["seeds/one.md"].line == 1
    assert "no page articles/two/" in problems["seeds/two.md"].message
    assert len(problems) == 2


def test_a_page_is_kept_until_what_goes_into_it_changes(tmp_path: Path) -> None:
    press = make_press(tmp_path)
    press.begin("articles/one.md", "")
    assert not press.is_kept("articles/one.md")
    document = press.content("articles/one.md")
    press.keep("articles/one.md", document)
    press.kept.close()
    again = make_press(tmp_path)
    again.begin("articles/one.md", "")
    assert again.is_kept("articles/one.md")
    assert again.content("articles/one.md") == document
    again.begin("articles/one.md", "<p>Something that people wrote.</p>")
    assert not again.is_kept("articles/one.md")


def test_a_page_is_made_again_when_its_picture_goes_to_a_newer_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the newest have one of their own, whatever else is on their pages."""
    for most in (2, 2, 1):
        monkeypatch.setattr("dossier.machines.MOST_PICTURES", most)
        press = make_press(tmp_path, url="https://example.org/")
        press.begin("articles/two.md", "")
        kept = press.is_kept("articles/two.md")
        press.keep("articles/two.md", "<html></html>")
        press.kept.close()
    assert not kept


def test_markdown_is_kept_with_what_people_wrote(tmp_path: Path) -> None:
    for written in ("*Ours*.", "_Ours_."):  # the same when it is shown
        press = make_press(tmp_path, written)
        press.begin("articles/index.md", "<p><em>Ours</em>.</p>")
        assert written in press.markdown("articles/index.md")
        press.kept.close()


def test_a_damaged_file_costs_nothing_but_time(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(b"no database" * 1000)
    kept = Kept(path)
    kept.put("key", b"value")
    kept.close()
    assert Kept(path).get("key") == b"value"


def test_a_file_that_cannot_be_opened_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be opened where a folder is; what another process has locked may be good."""
    monkeypatch.setattr("dossier.kept.PATIENCE", 0)
    (tmp_path / "folder").mkdir()
    path = tmp_path / "kept.db"
    for key in ("one", "two"):
        kept = Kept(path)
        kept.put(key, b"value")
        if key == "two":
            with closing(sqlite3.connect(path)) as other:
                other.execute("BEGIN EXCLUSIVE")
                Kept(path).close()
        kept.close()
    Kept(tmp_path / "folder").close()
    assert {"one", "two"} == {key for key in ("one", "two") if key in Kept(path)}
    assert (tmp_path / "folder").is_dir()


def test_only_builds_make_what_is_kept_older(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"

    def run(times: int, is_build: bool) -> None:
        for _ in range(times):
            kept = Kept(path)
            kept.put("other", b"value")
            kept.close(is_build)

    kept = Kept(path)
    kept.put("key", b"value")
    kept.close()
    run(2 * REMEMBERED, is_build=False)
    assert "key" in Kept(path)
    run(REMEMBERED + 1, is_build=True)
    assert "key" not in Kept(path)
