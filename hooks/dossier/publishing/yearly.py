"""Years, each a site of its own, side by side in one folder → what leads to them all.

That is `years.json`, by which the search of each finds the others, and pages for the folder itself.
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from jinja2 import Environment
from lxml import html

from dossier.publishing.csp import secure
from dossier.reading.schedule import UNDATED, newest_year_first

TEMPLATE = Path(__file__).parent / "templates" / "years.html"
NAME = "years.json"


def is_year(name: str) -> bool:
    """Whether a site of one year may have this name."""
    return name == UNDATED or re.fullmatch("[0-9]{4}", name) is not None


def list_sites(folder: Path) -> list[str]:
    """The years whose sites stand in a folder, newest first."""
    found = (path.parts[-4] for path in folder.glob("*/search/data/entry.bin"))
    return newest_year_first(filter(is_year, found))


def join_years(folder: Path, url: str, prefix: str) -> list[str]:
    """Write what leads to the years in a folder, each file by one rename; gives the years.

    `url` is the folder's address, or empty; files are made beside it, in one that begins with
    `prefix`.
    """
    years = list_sites(folder)
    with TemporaryDirectory(prefix=prefix, dir=folder.parent) as name:
        fresh = Path(name)
        titles = {year: _title(folder / year / "index.html") for year in years}
        source = TEMPLATE.read_text("utf-8")
        page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
            source
        )
        base = urlsplit(url).path or "/"
        (fresh / "index.html").write_text(page.render(titles=titles, base=""), "utf-8")
        (fresh / "404.html").write_text(page.render(titles=titles, base=base), "utf-8")
        (fresh / NAME).write_text(json.dumps({"years": years}) + "\n", "utf-8")
        (fresh / "robots.txt").write_text(_robots(years, url), "utf-8")
        secure(fresh, Path.cwd())
        for path in fresh.iterdir():
            os.replace(path, folder / path.name)
    return years


def _title(page: Path) -> str:
    title = html.document_fromstring(page.read_bytes()).findtext(".//title")
    return " ".join((title or page.parent.name).split())


def _robots(years: Iterable[str], url: str) -> str:
    """As of a whole site: all may be read; the sitemaps are told where their address is known."""
    sitemaps = [f"\nSitemap: {url}{year}/sitemap.xml" for year in years] if url else []
    return "User-agent: *\nAllow: /\n" + "".join(sitemaps) + "\n" * bool(sitemaps)
