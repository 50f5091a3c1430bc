"""Where the pages of a site are: source paths → addresses."""

import uuid
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, relpath
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Site:
    """What is said of the site as a whole. `url` ends in a slash; empty if it is not known."""

    name: str
    description: str
    url: str = ""
    language: str = "en-GB"

    def absolute(self, path: str, fragment: str = "") -> str:
        """The whole address of a published path; empty if the site's own is not known."""
        return self.url and _join(self.url + quote(path), fragment)

    def link(self, path: str, start: str, fragment: str = "") -> str:
        """The whole address, or the way to it from the published file `start`."""
        return self.absolute(path, fragment) or _join(_way(path, dirname(start)), fragment)

    def identity(self, path: str, fragment: str = "") -> str:
        """An IRI that stays the same from build to build: the address, or else a UUID."""
        name = _join(f"dossier/{path}", fragment)
        return self.absolute(path, fragment) or uuid.uuid5(uuid.NAMESPACE_URL, name).urn


@lru_cache(maxsize=100_000)
def published(src_uri: str) -> str:
    """The published path of a page: `names/` for `names/index.md`, `names/quad/` for another."""
    path = src_uri.removesuffix(".md")
    return path.removesuffix("index") if path.rpartition("/")[2] == "index" else f"{path}/"


def embed_path(slug: str) -> str:
    """The published path of an article's page for frames, by a slug that it has or had."""
    return f"embed/{slug}/"


def answer_path(slug: str) -> str:
    """The published path of what oEmbed answers for an article."""
    return f"{embed_path(slug)}oembed.json"


@lru_cache(maxsize=100_000)
def between_sources(page: str, target: str) -> str:
    """The link from one source to another, as `../names/quad.md`; site generators resolve it."""
    return relpath(target, dirname(page) or ".")


@lru_cache(maxsize=100_000)
def to_root(src_uri: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * published(src_uri).count("/") or "./"


def relative(page: str, target: str) -> str:
    """The link from a page to another, both by source path, or to a file beside a page."""
    return to_root(page) + (published(target) if target.endswith(".md") else target)


def _way(path: str, folder: str) -> str:
    """The way from a folder of the site; `relpath` asks where the process is, and takes longer."""
    up = ""
    while folder and not path.startswith(f"{folder}/"):
        folder = folder.rpartition("/")[0]
        up += "../"
    below = path[len(folder) + 1 :] if folder else path
    return up + quote(below) or "./"


def _join(address: str, fragment: str) -> str:
    return f"{address}#{quote(fragment)}" if fragment else address
