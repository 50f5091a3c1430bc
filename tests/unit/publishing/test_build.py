"""A site is published whole or not at all, and never while another is being built."""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from dossier.publishing.build import MadeSite, Make, publish, replace
from dossier.publishing.csp import POLICY
from dossier.publishing.manifest import verify_copy
from dossier.publishing.unchanged import LastSite

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>{}</title></head></html>'
EPOCH = "1767225600"
VARIABLES = ("SITE_URL", "SOURCE_DATE_EPOCH", "DOSSIER_BUILT", "DOSSIER_YEAR")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory of a build, and an environment that says nothing."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "mkdocs.yml").touch()
    monkeypatch.chdir(project)
    before = dict(os.environ)
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    yield project
    os.environ.clear()
    os.environ.update(before)


def maker(title: str, seen: dict[str, str] | None = None) -> Make:
    """What makes a site of one page, or of a year; notes the environment in which it does.

    The configuration is another for each title, else there would be nothing to make.
    """
    Path("mkdocs.yml").write_text(f"site_name: {title}\n")

    def make(fresh: Path, last: LastSite) -> MadeSite | None:
        assert not list(fresh.iterdir())
        (fresh / "index.html").write_text(PAGE.format(title))
        (fresh / "search/data").mkdir(parents=True)
        (fresh / "search/data/entry.bin").write_text("{}")
        if seen is not None:
            seen.update({name: os.environ.get(name, "none") for name in VARIABLES})
        return MadeSite({}, ())

    return make


def half(fresh: Path, last: LastSite) -> MadeSite | None:
    """Makes a part of a site and fails."""
    (fresh / "index.html").write_text("half")
    return None


def title(site: Path) -> str:
    return (site / "index.html").read_text().partition("<title>")[2].partition("<")[0]


def left_behind(site: Path) -> list[str]:
    """What stands beside a site, but for the project and the lock."""
    known = {site.name, "project", f".{site.name}.lock"}
    return [path.name for path in site.parent.iterdir() if path.name not in known]


def test_a_site_takes_the_place_of_the_last_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "public/site"
    for name in ("one", "two"):
        assert publish(site, maker(name)) == 0
        assert title(site) == name
        assert capsys.readouterr().err == f"Published {site}\n"
    assert left_behind(site) == []
    assert site.stat().st_mode & 0o777 == 0o755
    assert POLICY in (site / "index.html").read_text()
    manifest = json.loads((site / "manifest.json").read_text())
    assert (manifest["site_url"], list(manifest["inputs"])) == ("", ["mkdocs.yml"])


def blocked(fresh: Path, last: LastSite) -> MadeSite | None:
    """Makes a page with a part that the policy would block."""
    (fresh / "index.html").write_text(PAGE.format("Bad").replace("</html>", "<p style=x></html>"))
    return MadeSite({}, ())


def full(fresh: Path, last: LastSite) -> MadeSite | None:
    raise OSError(errno.ENOSPC, "No space left on device", str(fresh / "a"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (half, ""),
        (blocked, "site/index.html:1: holds a style attribute"),
        (full, "/a:1: No space left on device; make room on the disk, and try again"),
    ],
)
def test_what_fails_leaves_the_last_site_as_it_was(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Make,
    said: str,
) -> None:
    site = tmp_path / "site"
    publish(site, maker("one"))
    capsys.readouterr()
    Path("mkdocs.yml").write_text("site_name: Other\n")
    assert publish(site, make) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.endswith("Nothing was published; the last site is as it was.\n")
    assert title(site) == "one"
    assert left_behind(site) == []


def test_what_is_up_to_date_is_not_built_and_what_is_damaged_is(
    tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that was only written again is the same; one with other bytes, or none, is not."""
    site = tmp_path / "site"
    made = maker("one")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    publish(site, made)
    capsys.readouterr()
    page = site / "index.html"
    whole = page.read_bytes()
    for touch in (lambda: None, page.touch, lambda: page.write_bytes(whole)):
        touch()
        assert publish(site, half) == 0
        assert capsys.readouterr().err.endswith(f"{site} is up to date\n")

    def lead_elsewhere() -> None:
        page.unlink()
        page.symlink_to("elsewhere.html")

    for damage in (
        page.unlink,
        lambda: page.write_bytes(whole.replace(b"one", b"two")),
        (site / "more.txt").touch,
        (site / "manifest.json").unlink,
        lambda: (site / "manifest.json").write_text("{}"),
        lead_elsewhere,
        lambda: shutil.rmtree(project / ".cache"),
    ):
        damage()
        assert publish(site, made) == 0
        assert capsys.readouterr().err == f"Published {site}\n"
        assert page.read_bytes() == whole and not page.is_symlink()
        assert verify_copy(site) == []


def test_what_was_saved_during_a_build_is_built_by_the_next(
    tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    made = maker("one")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH

    def make_while_editing(fresh: Path, last: LastSite) -> MadeSite | None:
        (project / "seeds").mkdir()
        (project / "seeds/new.md").write_text("Words.")
        return made(fresh, last)

    publish(site, make_while_editing)
    for said in ("Published", "is up to date"):
        capsys.readouterr()
        assert publish(site, made) == 0
        assert said in capsys.readouterr().err


def test_with_books_a_site_is_always_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("DOSSIER_BOOKS", "true")
    made = maker("one")
    for _ in range(2):
        publish(tmp_path / "site", made)
        assert capsys.readouterr().err == f"Published {tmp_path / 'site'}\n"


@pytest.mark.parametrize("variable", ["SOURCE_DATE_EPOCH", "SITE_URL", "OWN"])
def test_what_the_environment_says_of_a_build_makes_another(
    tmp_path: Path, variable: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = maker("!ENV OWN")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    for name, value, said in (
        ("OTHER", "", "Published"),
        ("OTHER", "1", "is up to date"),
        (variable, "https://example.org/" if variable == "SITE_URL" else "1767312000", "Published"),
    ):
        os.environ[name] = value
        capsys.readouterr()
        publish(tmp_path / "site", made)
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_a_web_server_can_read_what_is_published_and_others_cannot_change_it(
    tmp_path: Path, mask: int
) -> None:
    before = os.umask(mask)
    try:
        publish(tmp_path / "public/site", maker("one"))
        publish(tmp_path / "public/years", maker("one"), "2025")
    finally:
        assert os.umask(before) == mask  # what else the process writes is as it was
    modes = {
        path.stat().st_mode & 0o777: path.is_dir()
        for path in (tmp_path / "public").rglob("*")
        if not path.name.endswith(".lock")
    }
    assert modes == {0o755: True, 0o644: False}


def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert publish(tmp_path / "file/site", maker("one")) == 1
    said, last = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{tmp_path}/file:1: ")
    assert said.endswith("; check the file and its permissions, and try again")
    assert last == "Nothing was published; the last site is as it was."


def test_a_build_knows_its_day_its_year_and_its_address(tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    publish(tmp_path / "a", maker("one", seen))
    epoch = int(seen.pop("SOURCE_DATE_EPOCH"))
    assert epoch % 86_400 == 0 and epoch > 1_700_000_000
    assert seen == {"SITE_URL": "none", "DOSSIER_BUILT": "", "DOSSIER_YEAR": ""}
    os.environ.update({"SOURCE_DATE_EPOCH": "1767225600", "SITE_URL": "https://example.org/all/"})
    publish(tmp_path / "b", maker("one", seen), "2025")
    assert seen == {
        "SITE_URL": "https://example.org/all/2025/",
        "SOURCE_DATE_EPOCH": "1767225600",
        "DOSSIER_BUILT": "1767225600",
        "DOSSIER_YEAR": "2025",
    }
    manifests = [tmp_path / "b/2025/manifest.json", tmp_path / "b/manifest.json"]
    assert [json.loads(path.read_text())["site_url"] for path in manifests] == [
        "https://example.org/all/2025/",
        "https://example.org/all/",
    ]


def test_years_stand_side_by_side_under_the_policy(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert publish(site, maker("Of 2024"), "2024") == publish(site, maker("Of 2025"), "2025") == 0
    assert json.loads((site / "years.json").read_text()) == {"years": ["2025", "2024"]}
    assert [title(site / year) for year in ("2024", "2025")] == ["Of 2024", "Of 2025"]
    for page in (site / "index.html", site / "404.html"):
        assert POLICY in page.read_text()
    assert left_behind(site) == []
    Path("mkdocs.yml").write_text("site_name: Other\n")
    assert publish(site, half, "2025") == 1
    assert title(site / "2025") == "Of 2025"


def test_years_that_were_built_elsewhere_are_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert publish(site, half, join=True) == 1
    assert f"{site} holds no year; build one with --year\n" in capsys.readouterr().err
    for year in ("2024", "2025"):
        (site / year).mkdir()
        maker(year)(site / year, LastSite(site / year, site))
    assert publish(site, half, join=True) == 0
    assert json.loads((site / "years.json").read_text()) == {"years": ["2025", "2024"]}
    assert (site / "manifest.json").is_file()


def test_a_whole_site_is_not_made_one_of_years(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    publish(site, maker("one"))
    for arguments in (("2025", False), ("", True)):
        capsys.readouterr()
        assert publish(site, maker("two"), *arguments) == 1
        assert capsys.readouterr().err == (
            f"{site} is a whole site; remove it, or choose another --site-dir\n"
        )
    assert title(site) == "one"
    assert publish(site, maker("two")) == 0


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in (".site~old", ".site~older", ".site-other", ".sites~"):
        (tmp_path / name).mkdir()
    publish(site, maker("one"))
    assert sorted(left_behind(site)) == [".site-other", ".sites~"]


def test_one_build_waits_for_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    lock = (tmp_path / ".site.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    thread = Thread(target=publish, args=(site, maker("one")))
    thread.start()
    thread.join(0.05)
    assert not site.exists()
    lock.close()
    thread.join()
    assert title(site) == "one"
    assert "Another build of this site is running; waiting for it …\n" in capsys.readouterr().err


def folders(root: Path) -> tuple[Path, Path]:
    for name in ("fresh", "site"):
        (root / name).mkdir()
        (root / name / name).touch()
    return root / "fresh", root / "site"


def test_two_folders_change_places(tmp_path: Path) -> None:
    fresh, site = folders(tmp_path)
    replace(fresh, site)
    assert (site / "fresh").exists() and (fresh / "site").exists()


def test_where_folders_cannot_change_places_the_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, site = folders(tmp_path)
    monkeypatch.setattr("dossier.publishing.build._exchange", lambda one, other: False)
    replace(fresh, site)
    assert [path.name for path in site.iterdir()] == ["fresh"]
    assert not fresh.exists() and [path.name for path in tmp_path.iterdir()].count("site") == 1


def test_what_keeps_folders_from_changing_places_is_said(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(OSError) as error:
        replace(tmp_path / "nowhere", tmp_path / "site")
    assert error.value.errno == errno.ENOENT
    assert error.value.filename == str(tmp_path / "site")
