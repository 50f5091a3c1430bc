"""A build never harms the site that is online: killed, out of disk, two at once, a failing hook."""

import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from dossier.publishing.manifest import compare, verify_copy
from hypothesis import given
from hypothesis import strategies as st
from support.project import ROOT, build, make_project, set_site_url

MOMENTS = 20


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def small_project(root: Path) -> Path:
    """A project that builds fast: one article, one theme, one name."""
    project = make_project(root, {"one.txt": "The Quartet met."})
    for path in [*project.glob("docs/themes/*"), *project.glob("docs/names/*")]:
        if path.name not in ("defence.md", "quartet.md"):
            path.unlink()
    return project


def start(
    project: Path,
    site: Path | None = None,
    limit: Callable[[], object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Begin a build in a process group of its own; its output and errors come as one."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "dossier",
            "build",
            *(["--site-dir", str(site)] if site else []),
        ],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "hooks"), "PATH": "/usr/bin:/bin", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=limit,
    )


def state(site: Path) -> str:
    """The page of the one article; fails if the site is not whole."""
    assert verify_copy(site) == []
    return (site / "articles/one/index.html").read_text("utf-8")


@contextmanager
def watched(site: Path) -> Iterator[list[str]]:
    """Look at the site all the while, as its readers do; gives what was missing."""
    missing: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.0005):
            try:
                (site / "articles/one/index.html").read_bytes()
            except OSError as error:
                missing.append(str(error))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield missing
    finally:
        done.set()
        thread.join()


def test_killed_at_any_moment_the_old_or_the_new_site_stands_whole(project: Path) -> None:
    """The moments are spread over a whole build, each drawn within its twentieth of it."""
    site = project / "site"
    for text in ("They met.", "They met again."):  # a first build takes longer than those to come
        (project / "seeds/one.txt").write_text(text, "utf-8")
        begun = time.monotonic()
        assert "Published" in start(project).communicate()[0]
        duration = time.monotonic() - begun
    draw = random.Random(6)
    seen = set()
    with watched(site) as missing:
        for number in range(MOMENTS):
            before = state(site)
            (project / "seeds/one.txt").write_text(f"They met {number} times.", "utf-8")
            process = start(project)
            time.sleep(duration * 1.25 * (number + draw.random()) / MOMENTS)
            if number % 7 == 3:
                process.kill()  # processes that it began live on, and hold the lock
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            after = state(site)
            seen.add("old" if after == before else "new")
            assert after == before or f"They met {number} times." in after
    assert missing == []
    assert "old" in seen
    assert build(project).returncode == 0
    assert f"They met {MOMENTS - 1} times." in state(site)
    assert not list(project.glob(".site~*"))


def test_out_of_disk_the_last_site_stands(project: Path, tmp_path: Path) -> None:
    """On a small file system of its own where that can be mounted, else under a limit of size."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
    try:
        first = start(project, place / "site")
        assert first.wait() == 0, first.communicate()
        first.communicate()
        before = state(place / "site")
        (project / "seeds/one.txt").write_text(("They met again. " * 3000 + "\n\n") * 20, "utf-8")
        second = start(project, place / "site", None if mounted else _limit_files)
        said = second.communicate()[0]
        assert second.returncode == 1
        assert ("No space left" if mounted else "File too large") in said
        assert "the last site is as it was" in said
        assert state(place / "site") == before
        assert not list(place.glob(".site~*"))
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def _limit_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))


def test_of_two_builds_one_waits(project: Path) -> None:
    one, two = start(project), start(project)
    said = one.communicate()[0] + two.communicate()[0]
    assert (one.returncode, two.returncode) == (0, 0), said
    assert said.count("Another build of this site is running; waiting for it") == 1
    state(project / "site")


def test_only_what_a_killed_build_has_left_is_cleared_away(project: Path) -> None:
    for name in (".site~left", ".site-staging-abc", ".site-backup"):
        (project / name).mkdir()
    assert build(project).returncode == 0
    assert {path.name for path in project.glob(".site*/")} == {".site-staging-abc", ".site-backup"}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_hook_that_raises_publishes_nothing(project: Path) -> None:
    assert build(project).returncode == 0
    before = state(project / "site")
    (project / "failing.py").write_text("def on_post_build(config):\n    raise OSError('late')\n")
    change(project / "mkdocs.yml", "[hooks/publish.py]", "[hooks/publish.py, failing.py]")
    (project / "seeds/one.txt").write_text("Changed.", "utf-8")
    result = build(project)
    assert result.returncode == 1 and "late" in result.stderr
    assert state(project / "site") == before


def test_what_the_policy_would_block_is_not_published(project: Path) -> None:
    with open(project / "docs/about/index.md", "a", encoding="utf-8") as about:
        about.write("\n<p onclick='go()'>x</p>\n")
    result = build(project)
    assert result.returncode == 1
    line = (project / "docs/about/index.md").read_text("utf-8").count("\n")
    message = f"docs/about/index.md:{line}: holds an event attribute; add a listener in a script"
    assert message in result.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("variable", "value"), [("SOURCE_DATE_EPOCH", "yesterday"), ("SITE_URL", "example.org")]
)
def test_a_variable_that_makes_no_sense_is_told(project: Path, variable: str, value: str) -> None:
    result = build(project, **{variable: value})
    assert result.returncode == 1
    assert f"{variable}: `{value}` is no " in result.stderr and "; set it to " in result.stderr
    assert "Traceback" not in result.stderr and not (project / "site").exists()


def digests(site: Path) -> Mapping[str, str]:
    files: Mapping[str, str] = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    return files


def test_the_other_locale_is_installed() -> None:
    """Where it is not, a program goes on in the locale C without a word."""
    code = "import locale as l; l.setlocale(l.LC_ALL, ''); print(l.nl_langinfo(l.MON_12))"
    command = [sys.executable, "-c", code]
    environment = {"LC_ALL": "de_DE.ISO-8859-1"}
    assert subprocess.check_output(command, env=environment, text=True) == "Dezember\n"


def test_another_path_moment_locale_and_time_zone_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name, environment in {
        "here": {"TZ": "IST-5:30", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        "else/and longer": {"TZ": "EST5EDT", "LC_ALL": "de_DE.ISO-8859-1"},
    }.items():
        project = small_project(tmp_path / name)
        (project / "seeds/2025-12-09-two.md").write_text("# Talks\n\n*Defence* and tariffs.")
        set_site_url(project, "https://example.org/")
        for path in project.glob("docs/**/*.md"):
            os.utime(path, (len(name) * 10**8, len(name) * 10**8))
        process = start(project, environment=environment)
        said = process.communicate()[0]
        assert process.returncode == 0, said
        sites.append(project / "site")
        time.sleep(1.1)  # so that a time in seconds would differ
    assert digests(sites[0]) == digests(sites[1])
    assert (sites[0] / "manifest.json").read_bytes() == (sites[1] / "manifest.json").read_bytes()
    sitemap = (sites[0] / "sitemap.xml").read_text("utf-8")
    assert set(re.findall("<lastmod>(.*?)</lastmod>", sitemap)) == {"2025-12-09"}


@pytest.mark.parametrize(
    ("environment", "stated"),
    [({}, []), ({"SOURCE_DATE_EPOCH": "1768176000"}, ["12 January 2026"])],
)
def test_the_about_page_states_the_day_that_whoever_builds_has_set(
    project: Path, environment: Mapping[str, str], stated: list[str]
) -> None:
    output, _ = start(project, environment=environment).communicate()
    for name in ("index.html", "index.md"):
        text = (project / "site/about" / name).read_text("utf-8")
        days = re.findall(r"Built on (?:<time[^>]*>)?([\w ]+)", text)
        assert days == stated, output


def test_the_manifest_names_what_went_in_but_nothing_held_back(project: Path) -> None:
    (project / "seeds/secret.txt").write_text("---\ndraft: yes\n---\nLater.", "utf-8")
    (project / "seeds/2999-01-01-secret-plan.txt").write_text("Much later.", "utf-8")
    assert build(project).returncode == 0
    text = (project / "site/manifest.json").read_text("utf-8")
    manifest = json.loads(text)
    assert {"mkdocs.yml", "seeds/one.txt", "docs/themes/defence.md"} <= set(manifest["inputs"])
    assert manifest["versions"]["mkdocs"]
    assert "secret" not in text and str(project) not in text


def test_verify_says_what_differs(project: Path) -> None:
    assert build(project).returncode == 0
    site = project / "site"
    assert verify(site).stdout == f"{site} is whole\n"
    (site / "index.html").write_text("changed")
    (site / "404.html").unlink()
    (site / "extra.html").write_text("extra")
    done = verify(site)
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["404.html: is missing", "index.html: differs", "extra.html: is not in the manifest"],
    )
    (site / "manifest.json").unlink()
    assert "manifest.json is missing; build the site with scripts/build" in verify(site).stderr


def verify(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dossier", "verify", str(site)],
        env={"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )


@given(st.dictionaries(st.text(), st.binary(), max_size=5))
def test_a_true_copy_has_no_differences(files: dict[str, bytes]) -> None:
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert compare(digests, files.__getitem__) == []
