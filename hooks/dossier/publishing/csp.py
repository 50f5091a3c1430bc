"""The policy of the published site: what a page may load and run, and the headers that say so.

Nothing inline runs: no page needs it, and so no hash and no exception stands in the policy. It is
written into each page, for hosts that send no headers, and with the other headers into `_headers`,
for hosts that read it; `scripts/hosting/nginx.conf` says the same.
"""

from collections.abc import Mapping
from os.path import join, splitext
from pathlib import Path

from dossier.core.problems import Problem
from dossier.core.progress import track
from dossier.core.workers import each
from dossier.outputs.assets import PREFIX
from dossier.publishing.blocked import HTML, SUFFIXES, Blocked, find_in_file
from dossier.publishing.manifest import Written, files_of, is_same
from dossier.publishing.sources import Sources

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
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
POLICY = "; ".join(f"{name} {value}" for name, value in DIRECTIVES.items())
CSP = "Content-Security-Policy"
CORP = "Cross-Origin-Resource-Policy"
HEADERS: dict[str, str] = {
    CSP: f"{POLICY}; frame-ancestors 'none'",  # no use in a meta element
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    CORP: "same-origin",
}
TAKEN = ("/*feed.xml", "/*feed.json", "/*ahead.ics", "/data/*", "/:year/data/*")
"""What scripts of other sites may read, as notebooks in a browser are: feeds and data."""
SHARED = ("/*.png", "/*.svg", "/*.ico", *TAKEN)
"""What other sites may show: pictures for shared links, and what is there to take away."""
FRAMED = ("/embed/*", "/:year/embed/*")
"""What other sites may show in a frame."""
IN_FRAMES: dict[str, str] = {CSP: f"{POLICY}; frame-ancestors *", CORP: "cross-origin"}
"""The headers that are others there."""
FOREVER = "public, max-age=31536000, immutable"
"""For files whose path holds the hash of their contents; all others are asked for again."""
HASHED = tuple(
    pattern
    for path in (f"/assets/{PREFIX}*", f"/assets/search/{PREFIX}*", "/search/data/:build/*")
    for pattern in (path, f"/:year{path}")
)

Seen = Mapping[str, Written]
"""Files that are as they are to be, with the policy if they need it: by their paths in the site."""

_CHARSET = '<meta charset="utf-8">'
_META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def with_policy(page: str) -> str:
    """A page with the policy first in its head, if it has a head to put it into."""
    before, charset, after = page.partition(_CHARSET)
    return page if not charset or after.startswith(_META) else before + charset + _META + after


def secure(site: Path, root: Path, seen: Seen | None = None) -> list[Problem]:
    """See that the policy stands in every page of a built site, and what hosts send in `_headers`.

    Gives a problem for whatever the policy would block, where it was written in the project at
    `root`. Files that were `seen` to before, and not written since, are not read again.
    """
    seen = seen or {}
    files = [
        site / name
        for name in files_of(site)
        if splitext(name)[1].lower() in SUFFIXES and not is_same(join(site, name), seen.get(name))
    ]
    checked = track(each(secure_file, files), len(files), "Checking pages")
    sources = Sources(root)
    problems = {
        sources.trace(path.relative_to(site).as_posix(), blocked)
        for path, found in zip(files, checked, strict=True)
        for blocked in found
    }
    (site / "_headers").write_text(host_file(), "utf-8")
    return sorted(problems)


def secure_file(path: Path) -> list[Blocked]:
    """Put the policy into a page that lacks it; gives what it would block in any file."""
    data = path.read_bytes()
    secured, found = secure_content(path.suffix.lower(), data)
    if secured != data:
        path.unlink()  # another site may share it
        path.write_bytes(secured)
    return found


def secure_content(suffix: str, data: bytes) -> tuple[bytes, list[Blocked]]:
    """A file of any kind as it is published, a page with the policy, and what that would block."""
    found = list(find_in_file(suffix, data)) if suffix in SUFFIXES else []
    if suffix not in HTML or any(blocked.is_unreadable for blocked in found):
        return data, found
    page = data.decode().removeprefix("\ufeff")
    if _CHARSET not in page:
        message = f"has no `{_CHARSET}` for the policy to follow; write it first into the head"
        return data, [*found, Blocked(1, message)]
    secured = with_policy(page)
    return (data if secured == page else secured.encode()), found


def host_file() -> str:
    """The headers in the form that Netlify, Cloudflare Pages and others read as `_headers`."""
    rows = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for pattern in SHARED:
        rows += [pattern, f"  ! {CORP}", f"  {CORP}: cross-origin"]
        rows += ["  Access-Control-Allow-Origin: *"] if pattern in TAKEN else []
    for pattern in FRAMED:
        rows += [pattern, *(f"  ! {name}" for name in IN_FRAMES)]
        rows += [f"  {name}: {value}" for name, value in IN_FRAMES.items()]
    for pattern in HASHED:
        rows += [pattern, f"  Cache-Control: {FOREVER}"]
    return "\n".join(rows) + "\n"
