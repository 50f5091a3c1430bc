"""The policy: what it blocks is said before it is published."""

from pathlib import Path

import pytest
from dossier.core.problems import Problem
from dossier.publishing.csp import FOREVER, HEADERS, POLICY, find_blocked, secure
from support.project import ROOT

PAGE = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>T</title></head>\n'

BLOCKED = {
    "<script>go()</script>": "inline script",
    "<script type=module>go()</script>": "inline script",
    '<script type="speculationrules">{}</script>': "inline script",
    "<svg><script>go()</script></svg>": "inline script",
    "<style>p {}</style>": "style element",
    "<p style='color: red'>x</p>": "style attribute",
    "<p STYLE=x>x</p>": "style attribute",
    "<img src=x.png onerror=go()>": "event attribute",
    "<p OnClick='go()'>x</p>": "event attribute",
    "<svg onload=go()></svg>": "event attribute",
    "<a href='javascript:go()'>x</a>": "`javascript:` link",
    "<a href='&#106;ava&Tab;script&colon;go()'>x</a>": "`javascript:` link",
    "<a href=' \tJaVaScRiPt:go()'>x</a>": "`javascript:` link",
    "<form action='javascript:go()'></form>": "`javascript:` link",
    "<iframe src='x.html'></iframe>": "frame",
    "<object data='x.svg'></object>": "frame",
    "<embed src='x.svg'>": "frame",
    "<script src='https://cdn.example/x.js'></script>": "from elsewhere",
    "<script src='//cdn.example/x.js'></script>": "from elsewhere",
    "<link rel=stylesheet href='https://cdn.example/x.css'>": "from elsewhere",
    "<link rel=preconnect href='https://cdn.example'>": "from elsewhere",
    "<img src='http://cdn.example/x.png'>": "from elsewhere",
    "<img src='data:image/svg+xml,x'>": "from elsewhere",
    "<form action='https://cdn.example/'></form>": "from elsewhere",
    "<base href='https://cdn.example/'>": "from elsewhere",
    "<meta http-equiv='Refresh' content='0; url=https://example.org/'>": "leads to another host",
}
ALLOWED = (
    '<script type="application/ld+json">{"a": "</p>"}</script>',
    '<script src="../assets/a.js" type="module"></script>',
    "<a href='https://example.org/'>x</a> <a href='mailto:a@example.org'>x</a>",
    "<p>onclick=go() javascript:go() &lt;script&gt;go()&lt;/script&gt; style='x'</p>",
    "<link rel=canonical href='https://example.org/'><link rel=stylesheet href='a.css'>",
    "<img src='a.png'><form action='../search/'></form>",
)


@pytest.mark.parametrize("markup", BLOCKED)
def test_what_the_policy_blocks_is_a_problem(markup: str) -> None:
    (problem,) = {str(p) for p in find_blocked("a.html", f"{PAGE}<body>\n{markup}</body>")}
    assert problem.startswith("a.html:") and BLOCKED[markup] in problem


@pytest.mark.parametrize("markup", ALLOWED)
def test_what_the_policy_lets_through_is_none(markup: str) -> None:
    assert list(find_blocked("a.html", f"{PAGE}<body>\n{markup}</body>")) == []


def test_pages_get_the_policy_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{PAGE}<body></body>", "utf-8", newline="")
    (tmp_path / "b.html").write_text("<p>no head</p>", "utf-8")
    (tmp_path / "c.css").write_text(
        "p {}\np {background: url( 'https://cdn.example/x.png')}\np {mask: url(data:x)}", "utf-8"
    )
    assert [(p.path, p.line) for p in secure(tmp_path)] == [("b.html", 1), ("c.css", 2)]
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
    assert (
        f'--include "/search/data/*/**" \\\n        --header-upload "Cache-Control: {FOREVER}"'
        in page
    )
    assert (
        '--exclude "/search/data/*/**" \\\n        --header-upload "Cache-Control: no-cache"'
        in page
    )


def test_the_file_for_nginx_sends_the_same_headers() -> None:
    configuration = (ROOT / "scripts/hosting/nginx.conf").read_text("utf-8")
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in configuration


def test_problems_are_values() -> None:
    assert list(find_blocked("a.html", f"{PAGE}<p style=x>")) == [
        Problem(
            "a.html",
            3,
            "holds a style attribute; give the element a class, and the class a style",
        )
    ]
