"""The manifest says what a site holds and was made of; whoever has a copy can measure it."""

import json
from pathlib import Path

import pytest
from dossier.publishing.manifest import verify, verify_copy, verify_host, write_manifest
from support.servers import serving

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of nothing."""


def make(root: Path, *names: str) -> Path:
    """A folder of empty files."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files with its manifest."""
    site = make(tmp_path / "site", "index.html", "assets/a b.css", "_headers", ".well-known/x")
    write_manifest(site, make(tmp_path / "project", "mkdocs.yml"), "https://example.org/")
    return site


def test_it_names_every_file_and_what_each_was_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    project = make(
        tmp_path / "project",
        *("mkdocs.yml", "docs/index.md", "hooks/a.py", "hooks/__pycache__/a.pyc", "README.md"),
        *("scripts/locks/site.txt", "scripts/build", "seeds/b.txt"),
    )
    (project / "seeds/a.md").write_text("---\ndate: 2026-01-01\n---\nWords.")
    (project / "seeds/draft.md").write_text("---\ndraft: true\n---\nWords.")
    (project / "seeds/ahead.md").write_text("---\ndate: 2026-01-02\n---\nWords.")
    (project / "seeds/bad.md").write_text("---\nnothing\n---\nWords.")
    site = make(tmp_path / "site", "index.html", "a/b.html")
    write_manifest(site, project, "https://example.org/")
    written = json.loads((site / "manifest.json").read_text())
    assert written["site_url"] == "https://example.org/"
    assert written["files"] == {"index.html": EMPTY, "a/b.html": EMPTY}
    assert set(written["inputs"]) == {
        *("mkdocs.yml", "docs/index.md", "hooks/a.py", "scripts/locks/site.txt"),
        *("seeds/a.md", "seeds/b.txt", "seeds/bad.md"),
    }
    assert written["inputs"]["seeds/b.txt"] == EMPTY != written["inputs"]["seeds/a.md"]
    major, _, minor = written["versions"]["python"].partition(".")
    assert major == "3" and minor.isdigit() and "mkdocs" in written["versions"]


def test_the_same_site_has_the_same_manifest(site: Path, tmp_path: Path) -> None:
    first = (site / "manifest.json").read_bytes()
    write_manifest(site, tmp_path / "project", "https://example.org/")
    assert (site / "manifest.json").read_bytes() == first


def damage(site: Path) -> None:
    (site / "index.html").write_text("other")
    (site / "assets/a b.css").unlink()
    (site / "assets/a b.css").mkdir()
    (site / "new.html").touch()


def test_a_copy_is_whole_or_it_is_said_what_is_not(site: Path) -> None:
    assert verify_copy(site) == []
    damage(site)
    assert sorted(verify_copy(site)) == [
        "assets/a b.css: is missing",
        "index.html: differs",
        "new.html: is not in the manifest",
    ]


def test_a_host_is_asked_for_every_file_that_it_should_serve(site: Path) -> None:
    (site / "_headers").unlink()
    (site / ".well-known/x").unlink()
    with serving(site) as address:
        assert verify_host(address) == verify_host(address.rstrip("/")) == []
        damage(site)
        (site / "assets/a b.css").rmdir()
        assert sorted(verify_host(address)) == ["assets/a b.css: is missing", "index.html: differs"]


def test_what_is_found_is_told_with_an_exit_status(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(str(site)) == 0
    assert capsys.readouterr() == (f"{site} is whole\n", "")
    damage(site)
    assert verify(str(site)) == 1
    assert "index.html: differs\n" in capsys.readouterr().err


def test_without_a_manifest_nothing_can_be_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend = "there is no manifest.json; build the site with scripts/build\n"
    assert verify(str(tmp_path)) == 1
    assert capsys.readouterr() == ("", f"{tmp_path}: {mend}")
    with serving(tmp_path) as address:
        assert verify(address) == 1
    assert capsys.readouterr() == ("", f"{address}: {mend}")
    assert verify(address) == 1  # nobody answers any more
    assert capsys.readouterr() == ("", f"{address}: {mend}")
