"""What is as in the last site is shared with it, and nothing of the last site changes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from dossier.publishing.folder import SiteFolder
from dossier.publishing.manifest import file_digest
from dossier.publishing.unchanged import LastSite

NAME = "articles/talks/index.html"


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """The site of a former build, of one page."""
    site = tmp_path / "last"
    os.umask(0o022)
    SiteFolder(site).write(NAME, b"as it was")
    return site


def is_shared(one: Path, other: Path) -> bool:
    return (one / NAME).samefile(other / NAME)


def test_the_same_file_is_shared_and_another_is_not(tmp_path: Path, last: Path) -> None:
    for content in (b"as it was", b"as it is!", b"longer than it was"):
        fresh = tmp_path / content.decode()
        written = SiteFolder(fresh, LastSite(last, tmp_path)).write(NAME, content)
        assert (fresh / NAME).read_bytes() == content
        assert written.digest == file_digest(fresh / NAME)
        assert written.when == (fresh / NAME).stat().st_mtime_ns
        assert is_shared(fresh, last) is (content == b"as it was")
    assert (last / NAME).read_bytes() == b"as it was"


def test_what_was_shared_and_is_written_again_leaves_the_last_site_alone(
    tmp_path: Path, last: Path
) -> None:
    folder = SiteFolder(tmp_path / "fresh", LastSite(last, tmp_path))
    folder.write(NAME, b"as it was")
    folder.write(NAME, b"as it is now")
    assert (tmp_path / "fresh" / NAME).read_bytes() == b"as it is now"
    assert (last / NAME).read_bytes() == b"as it was"


def test_a_folder_that_was_cleared_meanwhile_is_made_again(tmp_path: Path, last: Path) -> None:
    folder = SiteFolder(tmp_path / "fresh", LastSite(last, tmp_path))
    for _ in range(2):
        folder.write(NAME, b"as it was")
        assert is_shared(tmp_path / "fresh", last)
        shutil.rmtree(tmp_path / "fresh")


def lead_elsewhere(page: Path) -> None:
    page.rename(page.with_name("elsewhere"))
    page.symlink_to("elsewhere")


def refuse(*_: object) -> None:
    raise PermissionError


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.chmod(0o600),
        lambda page: page.with_name("copy").hardlink_to(page),
        lambda page: page.unlink(),
        lead_elsewhere,
    ],
    ids=["unreadable", "somebody’s copy", "missing", "a link"],
)
def test_a_file_that_is_no_longer_the_site_s_own_is_not_shared(
    tmp_path: Path, last: Path, change: Callable[[Path], None]
) -> None:
    change(last / NAME)
    SiteFolder(tmp_path / "fresh", LastSite(last, tmp_path)).write(NAME, b"as it was")
    page = tmp_path / "fresh" / NAME
    found = page.lstat()
    assert (found.st_nlink, found.st_mode & 0o777) == (1, 0o644)
    assert page.read_bytes() == b"as it was"


def test_where_there_are_no_links_files_are_written(
    tmp_path: Path, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)
    SiteFolder(tmp_path / "fresh", LastSite(last, tmp_path)).write(NAME, b"as it was")
    assert (tmp_path / "fresh" / NAME).read_bytes() == b"as it was"
    assert not is_shared(tmp_path / "fresh", last)
