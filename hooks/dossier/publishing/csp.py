"""The policy of the published site: what a page may load and run, and the headers that say so.

Nothing inline runs: no page needs it, and so no hash and no exception stands in the policy. It is
written into each page, for hosts that send no headers, and with the other headers into `_headers`,
for hosts that read it; `scripts/hosting/nginx.conf` says the same.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from lxml import etree

from dossier.core.problems import Problem
from dossier.core.progress import track
from dossier.core.workers import each

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
POLICY = "; ".join(f"{name} {value}" for name, value in DIRECTIVES.items())
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # no use in a meta element
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"
"""For files whose path holds the hash of their contents; all others are asked for again."""
HASHED = ("/search/data/:build/*", "/:year/search/data/:build/*")

_CHARSET = '<meta charset="utf-8">'
_META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_DATA = ("application/json", "application/ld+json")
_FORBIDDEN = {
    f"//script[not(@src) and not({' or '.join(f'@type={kind!r}' for kind in _DATA)})]": (
        "holds an inline script; move it into a file in docs/assets/"
    ),
    "//style": "holds a style element; move it into a style sheet in docs/assets/",
    "//@style": "holds a style attribute; give the element a class, and the class a style",
    "//@*[starts-with(name(), 'on')]": (
        "holds an event attribute; add a listener in a script in docs/assets/"
    ),
    "//iframe | //object | //embed | //frame": "holds a frame or plug-in; link to it instead",
    "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh'][contains(@content, '//')]": (
        "leads to another host by itself; link to it instead"
    ),
}
_find_forbidden = [(etree.XPath(path), message) for path, message in _FORBIDDEN.items()]
_find_any_forbidden = etree.XPath(" | ".join(_FORBIDDEN))
_find_loaded = etree.XPath(
    "//script/@src | //img/@src | //iframe/@src | //embed/@src | //source/@src | //video/@src"
    " | //audio/@src | //track/@src | //input/@src | //video/@poster | //object/@data"
    " | //link[not(@rel='canonical' or @rel='alternate' or @rel='license')]/@href"
    " | //form/@action | //button/@formaction | //input/@formaction | //base/@href"
)
_find_links = etree.XPath("//@href | //@action | //@formaction | //@src")
_ELSEWHERE = re.compile(r"(?!javascript:)[a-z][a-z0-9+.-]*:|[/\\]{2}", re.I)
_BLANKS = re.compile(r"[\x00-\x20]+")
_FOREIGN_CSS = re.compile(
    r"""(?:url\(\s*|@import\s+)["']?\s*(?!data:)([a-z][a-z0-9+.-]*:|//)""", re.I
)


def with_policy(page: str) -> str:
    """A page with the policy first in its head, if it has a head to put it into."""
    before, charset, after = page.partition(_CHARSET)
    return page if not charset or after.startswith(_META) else before + charset + _META + after


def secure(site: Path) -> list[Problem]:
    """See that the policy stands in every page of a built site, and what hosts send in `_headers`.

    Gives a problem for whatever the policy would block; its path is relative to `site`.
    """
    pages = sorted(site.rglob("*.html"))
    checked = track(each(partial(_secure_page, site), pages), len(pages), "Checking pages")
    problems = [problem for found in checked for problem in found]
    for path in sorted(site.rglob("*.css")):
        name = path.relative_to(site).as_posix()
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if _FOREIGN_CSS.search(line):
                message = "loads from another host; copy the file into docs/assets/"
                problems.append(Problem(name, number, message))
    (site / "_headers").write_text(host_file(), "utf-8")
    return problems


def _secure_page(site: Path, path: Path) -> list[Problem]:
    """Put the policy into a page that lacks it; gives what it would block there."""
    name = path.relative_to(site).as_posix()
    page = path.read_text("utf-8")
    problems = list(find_blocked(name, page))
    secured = with_policy(page)
    if _CHARSET not in page:
        message = f"has no `{_CHARSET}` for the policy to follow; extend base.html"
        problems.append(Problem(name, 1, message))
    elif secured != page:
        path.write_text(secured, "utf-8", newline="")
    return problems


def find_blocked(name: str, page: str) -> Iterator[Problem]:
    """What a page holds that the policy would block, or that would leave this host."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(page.encode(), parser)
    for find, message in _find_forbidden if _find_any_forbidden(tree) else ():
        yield from (Problem(name, _line(found), message) for found in _all(tree, find))
    for found in _all(tree, _find_loaded):
        if _ELSEWHERE.match(address := _BLANKS.sub("", str(found))):
            message = f"loads {address[:80]} from elsewhere; copy it into docs/assets/"
            yield Problem(name, _line(found), message)
    for found in _all(tree, _find_links):
        if _BLANKS.sub("", str(found))[:11].lower() == "javascript:":
            message = "holds a `javascript:` link; link to a page instead"
            yield Problem(name, _line(found), message)


def _all(tree: etree._Element, find: etree.XPath) -> list[object]:
    """The elements, or the values of attributes, that an XPath finds."""
    found = find(tree)
    assert isinstance(found, list)
    return found


def _line(found: object) -> int:
    """The line of an element, or of that which has the attribute."""
    element = found.getparent() if isinstance(found, etree._ElementUnicodeResult) else found
    return (element.sourceline or 1) if isinstance(element, etree._Element) else 1


def host_file() -> str:
    """The headers in the form that Netlify, Cloudflare Pages and others read as `_headers`."""
    rows = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for pattern in HASHED:
        rows += [pattern, f"  Cache-Control: {FOREVER}"]
    return "\n".join(rows) + "\n"
