"""The manifest says what a site holds and was made of; whoever has a copy can measure it."""

import json
import os
import shutil
from pathlib import Path

import pytest
from dossier.publishing.manifest import (
    Manifest,
    Written,
    file_digest,
    input_digests,
    verify,
    verify_copy,
    verify_host,
    write_manifest,
    write_manifest_of_years,
)
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
    write_manifest(site, "https://example.org/", {"mkdocs.yml": EMPTY})
    return site


def test_it_names_every_file_and_what_each_was_made_of(tmp_path: Path) -> None:
    project = make(
        tmp_path / "project",
        *("mkdocs.yml", "docs/index.md", "hooks/a.py", "hooks/__pycache__/a.pyc", "README.md"),
        *("scripts/locks/site.txt", "scripts/build", "seeds/b.txt"),
    )
    (project / "seeds/a.md").write_text("Words.")
    site = make(tmp_path / "site", "index.html", "a/b.html")
    write_manifest(site, "https://example.org/", input_digests(project))
    written = json.loads((site / "manifest.json").read_text())
    assert written["site_url"] == "https://example.org/"
    assert written["files"] == {"index.html": EMPTY, "a/b.html": EMPTY}
    assert set(written["inputs"]) == {
        *("mkdocs.yml", "docs/index.md", "hooks/a.py", "scripts/locks/site.txt"),
        *("seeds/a.md", "seeds/b.txt"),
    }
    assert written["inputs"]["seeds/b.txt"] == EMPTY != written["inputs"]["seeds/a.md"]
    assert "mkdocs" in written["versions"]
    assert "python" not in written["versions"]  # each version of it makes the same site


def test_the_same_site_has_the_same_manifest(site: Path, tmp_path: Path) -> None:
    first = (site / "manifest.json").read_bytes()
    write_manifest(site, "https://example.org/", {"mkdocs.yml": EMPTY})
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


def test_a_host_is_measured_by_the_manifest_of_another_place(site: Path, tmp_path: Path) -> None:
    """One that serves another site, whole, does not pass for ours."""
    ours = shutil.copytree(site, tmp_path / "ours")
    (site / "index.html").write_text("other")
    write_manifest(site, "https://example.org/", {"mkdocs.yml": EMPTY})
    with serving(site) as address:
        assert verify(address) == 0
        assert verify(address, ours) == verify(address, ours / "manifest.json") == 1
        said = verify_host(
            address, Manifest.model_validate_json((ours / "manifest.json").read_text())
        )
        assert said == ["index.html: differs", "manifest.json: is that of another build"]
        assert verify(address, site) == 0


def test_links_and_pipes_are_not_whole(site: Path, tmp_path: Path) -> None:
    """What they give now they need not give tomorrow, and a pipe nobody writes to gives nothing."""
    (site / "assets").rename(tmp_path / "assets")
    (site / "assets").symlink_to(tmp_path / "assets")
    (site / "index.html").rename(tmp_path / "index.html")
    (site / "index.html").symlink_to(tmp_path / "index.html")
    (site / "lost").symlink_to("nowhere")
    (site / "_headers").unlink()
    os.mkfifo(site / "_headers")
    os.mkfifo(site / "pipe")
    assert sorted(verify_copy(site)) == [
        "_headers: is no ordinary file",
        "assets/a b.css: is in a linked folder",
        "assets: is a link",
        "index.html: is a link",
        "lost: is a link",
        "pipe: is no ordinary file",
    ]


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("[]", "is no manifest (the whole: Input should be an object)"),
        ("{}", "is no manifest (site_url: Field required)"),
        ("", "is no manifest (the whole: Invalid JSON: EOF while parsing"),
        ('{"site_url": "", "versions": {}, "inputs": {}, "files": {"a": 1}}', "(files.a: Input"),
        (
            '{"site_url": "", "versions": {}, "inputs": {}, "files": {"../a": ""}}',
            "names a file that no site has, '../a'",
        ),
    ],
)
def test_what_is_no_manifest_is_told_so(
    manifest: str, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "manifest.json").write_text(manifest)
    assert verify(str(site)) == 1
    with serving(site) as address:
        assert verify(address) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    for line, place in zip(lines, (str(site), address), strict=True):
        assert line.startswith(f"{place}: manifest.json ") and said in line
        assert line.endswith("; build the site with scripts/build")


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
    mend = "manifest.json is missing; build the site with scripts/build\n"
    assert verify(str(tmp_path)) == 1
    assert capsys.readouterr() == ("", f"{tmp_path}: {mend}")
    with serving(tmp_path) as address:
        assert verify(address) == 1
    assert capsys.readouterr() == ("", f"{address}: {mend}")


def test_a_host_that_does_not_answer_is_told_so(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(site) as address:
        pass
    assert verify(address) == 1
    message = f"{address}: manifest.json cannot be fetched (Connection refused)\n"
    assert capsys.readouterr() == ("", message)


def test_what_was_seen_is_not_read_again_unless_it_was_written_since(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("same", "other"):
        (site / name).write_text(name)
    known = {
        name: Written.of(site / name, (site / name).read_bytes()) for name in ("same", "other")
    }
    (site / "other").write_text("changed")
    os.utime(site / "other", ns=(0, known["other"].when + 1))
    seen = {name: written._replace(digest="0") for name, written in known.items()}
    write_manifest(site, "", {}, seen)
    files = json.loads((site / "manifest.json").read_text())["files"]
    assert files == {"same": "0", "other": file_digest(site / "other")}


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """Sites of two years side by side, and what leads to them."""
    site = make(tmp_path / "years", "index.html", "shown/a.html")
    for year in ("2024", "2025"):
        files = make(site / year, "index.html", "a/b.html", "_headers")
        write_manifest(files, "", {"mkdocs.yml": EMPTY})
    write_manifest_of_years(site, ["2025", "2024"], "https://example.org/")
    return site


def test_years_are_told_by_their_own_manifests(years: Path) -> None:
    known = Manifest.model_validate_json((years / "manifest.json").read_text())
    own = {"index.html", "shown/a.html", "2024/manifest.json", "2025/manifest.json"}
    assert known.files.keys() == own and not known.inputs
    assert verify_copy(years) == []
    (years / "2025/a/b.html").write_text("other")
    (years / "2025/_headers").unlink()
    (years / "2024/index.html").unlink()
    (years / "2024/more.html").touch()
    wrong = ["2024/index.html: is missing", "2025/a/b.html: differs"]
    assert sorted(verify_copy(years)) == [
        *("2024/index.html: is missing", "2024/more.html: is not in the manifest"),
        *("2025/_headers: is missing", "2025/a/b.html: differs"),
    ]
    with serving(years) as address:
        assert sorted(verify_host(address)) == sorted(verify_host(address, known)) == wrong
    write_manifest_of_years(years, ["2025", "2024"], "https://example.org/")
    assert len(verify_copy(years)) == 4  # what was broken on the way is not made right by joining


@pytest.mark.parametrize("other", ["[]", '{"files": {"../../a": ""}}', "", None])
def test_the_manifest_of_a_year_that_is_not_meant_says_nothing(
    other: str | None, years: Path
) -> None:
    place = years / "2025/manifest.json"
    place.unlink()
    if other is not None:
        place.write_text(other)
    said = ["2025/manifest.json: " + ("is missing" if other is None else "differs")]
    assert verify_copy(years) == said
    with serving(years) as address:
        assert verify_host(address) == said
