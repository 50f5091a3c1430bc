"""The policy: what it blocks is said before it is published."""

import os
import re
from pathlib import Path

import pytest
from dossier.publishing.csp import (
    CSP,
    FOREVER,
    FRAMED,
    HASHED,
    HEADERS,
    POLICY,
    SHARED,
    TAKEN,
    host_file,
    secure,
)
from dossier.publishing.manifest import Written
from support.project import ROOT

PAGE = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>T</title></head>\n'


def test_pages_get_the_policy_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{PAGE}<body></body>", "utf-8", newline="")
    (tmp_path / "b.html").write_text("<p>no head</p>", "utf-8")
    (tmp_path / "c.css").write_text(
        "p {}\np {background: url( 'https://cdn.example/x.png')}\np {mask: url(data:x)}", "utf-8"
    )
    problems = secure(tmp_path, tmp_path / "project")
    assert [(p.path, p.line) for p in problems] == [("site/b.html", 1), ("site/c.css", 2)]
    head = (tmp_path / "a.html").read_text("utf-8").split('<meta charset="utf-8">')[1]
    assert head.startswith(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>')
    host_file = (tmp_path / "_headers").read_text("utf-8")
    assert all(f"  {name}: {value}\n" in host_file for name, value in HEADERS.items())


def test_the_policy_is_strict() -> None:
    assert "unsafe-inline" not in POLICY and "'unsafe-eval'" not in POLICY
    for directive in ("object-src 'none'", "base-uri 'self'", "form-action 'self'"):
        assert directive in POLICY.split("; ")


def test_stores_are_told_the_same_caching() -> None:
    page = (ROOT / "scripts/hosting/README.md").read_text("utf-8")
    copied, synced = re.findall(r"^ {4}rclone (?:.*\\\n)+.*", page, re.M)
    kept = [p.replace(":build/*", "*/**") for p in HASHED if not p.startswith("/:year")]
    assert re.findall(r'--include "(.*?)"', copied) == sorted(kept, reverse=True)
    assert re.findall(r'--exclude "(.*?)"', synced) == sorted(kept, reverse=True)
    assert f'"Cache-Control: {FOREVER}"' in copied
    assert '"Cache-Control: no-cache"' in synced


def test_the_file_for_nginx_sends_the_same_headers() -> None:
    configuration = (ROOT / "scripts/hosting/nginx.conf").read_text("utf-8")
    for name, value in HEADERS.items():
        if name == CSP:
            value = value.removesuffix("'none'") + "$dossier_framing"
        assert (
            f'{name} "{value}" always;' in configuration or f'default "{value}";' in configuration
        )


def test_only_pages_for_frames_may_be_framed() -> None:
    assert HEADERS[CSP].endswith("; frame-ancestors 'none'")
    told = host_file().split("\n/")
    framed = [part for part in told if part.startswith(("embed/*\n", ":year/embed/*\n"))]
    assert len(framed) == len(FRAMED) == 2
    for part in framed:
        assert f"  ! {CSP}\n" in part and f"  {CSP}: {POLICY}; frame-ancestors *" in part
    assert host_file().count("frame-ancestors *") == 2


SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg">\n<script>go()</script></svg>'
STATIC = {
    "a.svg": (SCRIPT, 2, "inline script"),
    "B.SVG": (SCRIPT, 2, "inline script"),
    "a.xhtml": (
        '<html xmlns="http://www.w3.org/1999/xhtml">\n<body onload="go()"/></html>',
        2,
        "event",
    ),
    "a.xml": (
        '<a><x:script xmlns:x="http://www.w3.org/1999/xhtml">go()</x:script></a>',
        1,
        "inline",
    ),
    "a.htm": ('<meta charset="utf-8">\n<script>go()</script>', 2, "inline script"),
    "b.htm": ("<p>A</p>", 1, "has no `<meta charset"),
    "a.html": ("\n\udce9", 2, "byte 0xe9 is not UTF-8; save the file as UTF-8"),
    "empty.svg": ("", 1, "is no XML"),
    "a.css": ("p {}\n@import 'https://evil.example/a.css';", 2, "loads from another host"),
}


@pytest.mark.parametrize("name", STATIC)
def test_files_beside_the_pages_are_looked_at_too(name: str, tmp_path: Path) -> None:
    """They are told by their place in docs/, from which they were copied."""
    text, line, message = STATIC[name]
    for folder in ("site/deep", "project/docs/deep"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    (problem,) = secure(tmp_path / "site", tmp_path / "project")
    assert str(problem).startswith(f"docs/deep/{name}:{line}: ") and message in problem.message


def test_what_stands_on_all_pages_is_told_once_where_it_was_written(tmp_path: Path) -> None:
    site, overrides = tmp_path / "site", tmp_path / "docs/.overrides"
    site.mkdir()
    overrides.mkdir(parents=True)
    (overrides / "base.html").write_text("<head>\n{{ x }}\n<a onclick='go()'>{{ y }}</a>")
    (tmp_path / "mkdocs.yml").write_text('site_name: A\ncopyright: <p style="color:red">B</p>\n')
    for name in ("a.html", "b.html"):
        body = "<a onclick='go()'>y</a>\n<p style='color:red'>B</p>"
        (site / name).write_text(f"{PAGE}<body>{body}</body>")
    assert [(p.path, p.line) for p in secure(site, tmp_path)] == [
        ("docs/.overrides/base.html", 3),
        ("mkdocs.yml", 2),
    ]


def test_pictures_may_be_shown_by_other_sites_and_what_is_taken_away_read_too() -> None:
    rows = host_file().splitlines()
    for pattern in SHARED:
        at = rows.index(pattern)
        assert rows[at + 2] == "  Cross-Origin-Resource-Policy: cross-origin"
        assert (rows[at + 3] == "  Access-Control-Allow-Origin: *") is (pattern in TAKEN)
    assert rows.count("  Access-Control-Allow-Origin: *") == len(TAKEN)


def test_what_was_seen_is_looked_at_again_only_if_it_was_written_since(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("same.html", "other.html"):
        (site / name).write_text('<meta charset="utf-8"><p style="x">')
    seen = {path.name: Written.of(path, path.read_bytes()) for path in site.iterdir()}
    assert secure(site, tmp_path, seen) == []
    os.utime(site / "other.html", ns=(0, seen["other.html"].when + 1))
    assert [problem.path for problem in secure(site, tmp_path, seen)] == ["site/other.html"]
