"""Built sites: their pages, what links lead to, and the words that articles came with."""

import hashlib
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

NOT_LINKED = {"404.html"}
"""The page to which no link leads: one comes to it by a wrong address.

One comes to those that have `moved` by an old address.
"""


def squeeze(text: str) -> str:
    """A text without its white space, by which words in order are compared."""
    return "".join(text.split())


def page(site: Path, address: str) -> html.HtmlElement:
    """The page at an address such as `themes/trade`."""
    return html.document_fromstring((site / address / "index.html").read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    """The words of articles on a page or in a part of it, squeezed."""
    return squeeze("".join(block.text_content() for block in element.cssselect(".words")))


def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page by its path, such as `themes/trade/index.html`."""
    return {
        path.relative_to(site).as_posix(): html.document_fromstring(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def read_here(site: Path) -> dict[str, html.HtmlElement]:
    """Every page that is read on the site itself, and not in a frame of another."""
    return {name: tree for name, tree in pages(site).items() if not name.startswith("embed/")}


def digests(site: Path) -> dict[str, str]:
    """The SHA-256 of each file, by its path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def target(site: Path, name: str, link: str) -> tuple[str, str]:
    """The path in the site of the file that a link on the page `name` leads to; and a fragment.

    A folder stands for its index.html. The path begins with `../` if the link leads out.
    """
    url = urlsplit(link)
    path = normpath(join(name, "..", unquote(url.path))) if url.path else name
    if (site / path).is_dir():
        path = normpath(join(path, "index.html"))
    return path, unquote(url.fragment)


def broken_links(site: Path) -> list[str]:
    """The links and fragments that lead to nothing, each as `page: link`.

    The page for wrong addresses is left out: it is served anywhere, so its links are absolute.
    """
    trees = {name: tree for name, tree in pages(site).items() if name != "404.html"}
    ids = {name: {str(i) for i in tree.xpath("//@id")} for name, tree in trees.items()}
    broken = []
    for name, tree in trees.items():
        for element, _, link, _ in tree.iterlinks():
            if urlsplit(link).scheme or urlsplit(link).netloc or element.tag == "form":
                continue
            path, fragment = target(site, name, link)
            if not (site / path).is_file() or (fragment and fragment not in ids.get(path, ())):
                broken.append(f"{name}: {link}")
    return broken


def moved(site: Path) -> set[str]:
    """The pages that lead to another by themselves, by path."""
    found = "meta[http-equiv=refresh]"
    return {name for name, tree in pages(site).items() if tree.cssselect(found)}


def orphans(site: Path) -> set[str]:
    """The pages that are read on a site and to which no links lead from its home page, by path."""
    trees = pages(site)
    waiting, seen = ["index.html"], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            links = (target(site, name, link.get("href", ""))[0] for link in trees[name].iter("a"))
            waiting += [path for path in links if path in trees]
    return read_here(site).keys() - seen
