"""What was published last is known by how it looks: nothing that was touched since is shared."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from dossier.publishing.folder import SiteFolder
from dossier.publishing.manifest import Written
from dossier.publishing.unchanged import Inputs, LastSite

NAME = "articles/talks/index.html"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A site of one page, made of “words”, of which it is noted."""
    os.umask(0o022)
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")
    site = tmp_path / "site"
    written = SiteFolder(site).write(NAME, b"as it was", "words")
    (site / "manifest.json").write_text("{}")
    LastSite(site, tmp_path).remember(Inputs(tmp_path), {NAME: written})
    return site


def share(site: Path, made_of: str) -> Written | None:
    return SiteFolder(site.parent / "fresh", LastSite(site, site.parent)).share(NAME, made_of)


def test_what_is_made_of_the_same_is_shared_and_known(published: Path) -> None:
    page = published / NAME
    expected = Written.of(page, b"as it was", "words")
    assert share(published, "words") == expected
    assert page.samefile(published.parent / "fresh" / NAME)


@pytest.mark.parametrize("made_of", ["other words", ""])
def test_what_is_made_of_something_else_is_not_shared(published: Path, made_of: str) -> None:
    assert share(published, made_of) is None
    assert not (published.parent / "fresh" / NAME).exists()


def damage(page: Path) -> None:
    """Change a byte, and set back the time at which it was written."""
    before = page.stat()
    page.write_bytes(b"as it is!")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [damage, Path.unlink, lambda page: page.chmod(0o600)])
def test_what_was_damaged_is_not_shared(published: Path, change: Callable[[Path], None]) -> None:
    change(published / NAME)
    assert share(published, "words") is None


def link_and_fail(page: Path) -> None:
    """As a build does that has something to find fault with in the end."""
    (page.parent / "fresh").hardlink_to(page)
    (page.parent / "fresh").unlink()


@pytest.mark.parametrize("change", [link_and_fail, lambda page: page.write_bytes(b"as it was")])
def test_what_only_looks_different_is_shared(
    published: Path, change: Callable[[Path], None]
) -> None:
    before = os.stat(published / NAME).st_ctime_ns
    while os.stat(published / NAME).st_ctime_ns == before:
        change(published / NAME)
    written = share(published, "words")
    assert written == Written.of(published / NAME, b"as it was", "words")


def spoil(note: Mapping[str, object], **values: object) -> str:
    return json.dumps({**note, **values})


@pytest.mark.parametrize(
    "damaged",
    [
        lambda note: "",
        lambda note: "[]",
        lambda note: spoil(note, more=1),
        lambda note: spoil(note, made={NAME: ["words"]}),
        lambda note: spoil(note, made={NAME: 5}),
        lambda note: spoil(note, made=[]),
        lambda note: spoil(note, files={}),
        lambda note: spoil(note, files=None),
    ],
)
def test_a_damaged_note_is_none(
    published: Path, damaged: Callable[[Mapping[str, object]], str]
) -> None:
    (note,) = (published.parent / ".cache").glob("published-*.json")
    note.write_text(damaged(json.loads(note.read_text())))
    assert share(published, "words") is None
    assert LastSite(published, published.parent).is_unchanged("") is False
