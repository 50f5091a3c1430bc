"""The whole dossier as plain Markdown and configurations, for a generator that runs no hooks.

Each page is what the site shows, its links, anchors and editor's notes included. Left behind are
the site's own search and pictures, since both need its scripts and styles.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from lxml import html
from markdown import Markdown

from dossier.core.model import Article
from dossier.core.urls import between_sources
from dossier.gathering.pipeline import Edition, read_edition
from dossier.markup.markdown_writer import convert
from dossier.pages import citations as citation
from dossier.pages.name_links import DossierExtension
from dossier.pages.plan import Pages
from dossier.publishing.build import replace
from dossier.reading.files import read_text
from dossier.reading.front_matter import split

OURS = "# Written by scripts/export, which replaces this folder when it is run again.\n"
"""The first line of an export's mkdocs.yml, by which it is known for one."""
BUILT_IN = ("toc", "tables", "fenced_code")
"""The Markdown extensions that MkDocs adds to those of mkdocs.yml."""
NOT_SHIPPED = (".md", ".css", ".js")

README = """# {name}: an export

`docs/` holds every page as Markdown with front matter, and what the pages lead to. Links lead from
file to file, and to places in them by the `id` of a heading (`{{#id}}`) or of an HTML element.
Titles and descriptions in front matter are HTML, as MkDocs and Zensical expect: an `&lt;` is a `<`.

| Generator | Command |
|---|---|
| Zensical | `zensical build` |
| MkDocs with Material | `mkdocs build` |
| Hugo, with a theme of your choice | `hugo --theme NAME` |

Others need HTML in Markdown allowed, and smart punctuation off, which would change the articles.
"""

HUGO = """{ours}baseURL = {url}
title = {name}
disableKinds = ["taxonomy", "term"]

[markup.goldmark]
renderer.unsafe = true  # the places that links lead to are HTML
extensions.linkify = false
extensions.typographer.disable = true

[[module.mounts]]
source = "docs"
target = "content"
"""

HUGO_LINK = """{{- $url := urls.Parse .Destination -}}
{{- $to := .Destination -}}
{{- if and $url.Path (not $url.Scheme) (not $url.Host) -}}
  {{- $to = path.Join (path.Dir .PageInner.File.Path) $url.Path -}}
  {{- $to = $to | replaceRE `(^|/)index\\.md$` "$1" | replaceRE `\\.md$` "/" -}}
  {{- $to = printf "/%s" $to | relURL -}}
  {{- with $url.Fragment }}{{ $to = printf "%s#%s" $to . }}{{ end -}}
{{- end -}}
<a href="{{ $to | safeURL }}">{{ .Text }}</a>
{{- /* */ -}}
"""
"""Hugo's own link hook finds pages, but no other files. This one works under any theme."""


@dataclass(frozen=True, slots=True)
class Config:
    """What mkdocs.yml says of the site as a whole."""

    name: str
    description: str
    copyright: str
    extensions: Mapping[str, Mapping[str, object]]


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without what it takes from the environment."""


_Loader.add_constructor("!ENV", lambda loader, node: None)


def export_to(target: Path) -> int:
    """Export the project in the working directory; exit status 1 if anything is wrong.

    Then nothing is written.
    """
    if wrong := _not_ours(target):
        print(f"{target}: {wrong}; choose a new or empty folder", file=sys.stderr)
        return 1
    edition = read_edition(Path.cwd())
    if edition.problems:
        print("\n".join(map(str, edition.problems)), "Nothing was exported.", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        export(edition, Path.cwd(), fresh)
        fresh.chmod(0o755)
        replace(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    print(f"Exported to {target}", file=sys.stderr)
    return 0


def _not_ours(target: Path) -> str:
    """Why a folder may not be replaced; empty if it may."""
    if target.exists() and not target.is_dir():
        return "is a file"
    if not target.exists() or not any(target.iterdir()):
        return ""
    config = target / "mkdocs.yml"
    ours = config.is_file() and config.read_text("utf-8", "replace").startswith(OURS)
    return "" if ours else "holds files that are no export"


def export(edition: Edition, root: Path, folder: Path) -> None:
    """Write the export of a project into a folder."""
    config = _read_config(root / "mkdocs.yml")
    pages = Pages(edition.dossier, link=between_sources)
    docs = folder / "docs"
    for path, content in _files(edition, pages, root / "docs", config):
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    for source in _visible(root / "docs"):
        if source.suffix not in NOT_SHIPPED:
            file = docs / source.relative_to(root / "docs")
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, file)
    (folder / "mkdocs.yml").write_text(_mkdocs(config, pages), "utf-8")
    (folder / "hugo.toml").write_text(_hugo(config, docs), "utf-8")
    hook = folder / "layouts" / "_markup" / "render-link.html"
    hook.parent.mkdir(parents=True)
    hook.write_text(HUGO_LINK, "utf-8")
    (folder / "README.md").write_text(README.format(name=config.name), "utf-8")


def _files(edition: Edition, pages: Pages, docs: Path, config: Config) -> Iterator[tuple[str, str]]:
    """Path and content of each page, and of the files that belong to pages."""
    written = {path.relative_to(docs).as_posix(): path for path in _visible(docs, ".md")}
    reader = _Reader(edition, pages, config)
    for page in pages:
        body, title = reader.read(page.src_uri, written.pop(page.src_uri, None))
        facts: dict[str, object] = {"title": _inert(title or page.title)}
        if page.description:
            facts["description"] = _inert(page.description)
        if isinstance(page.subject, Article):
            facts |= _facts(page.subject, edition)
        yield page.src_uri, _front_matter(facts) + body
    for src_uri, path in written.items():
        body, title = reader.read(src_uri, path)
        keys = yaml.safe_load(split(src_uri, read_text(path, docs))[0]) or {}
        facts = {key: _inert(value) for key, value in keys.items() if isinstance(value, str)}
        yield src_uri, _front_matter({**facts, "title": facts.get("title", _inert(title))}) + body
    yield from citation.files(edition.dossier.articles)


class _Reader:
    """Makes the Markdown of pages: what was generated, around what people wrote."""

    def __init__(self, edition: Edition, pages: Pages, config: Config) -> None:
        self._pages = pages
        self._extension = DossierExtension(edition.matcher)
        self._markdown = Markdown(
            extensions=[*BUILT_IN, *config.extensions, self._extension],
            extension_configs=config.extensions,
        )

    def read(self, src_uri: str, written: Path | None) -> tuple[str, str]:
        """A page's text below its title, and its title if the text has one."""
        page = self._pages.get(src_uri)
        introduction = self._introduction(src_uri, written) if written else ""
        body = self._pages.body(page, introduction) if page else introduction
        root = html.fragment_fromstring(body, create_parent="div")
        for link in root.find_class("frame"):
            link.drop_tree()  # an export holds no pages for frames
        heading = next(root.iter("h1"), None)
        title = "" if heading is None else " ".join("".join(map(str, heading.itertext())).split())
        return f"{convert(root)}\n", title

    def _introduction(self, src_uri: str, written: Path) -> str:
        self._extension.begin(src_uri)
        text = split(src_uri, read_text(written, written.parent))[1]
        return self._markdown.reset().convert(text)


def _facts(article: Article, edition: Edition) -> dict[str, object]:
    """What is known of an article, for templates of other generators."""
    passages = edition.dossier.passages_of_article[article.slug]
    source, event = article.source, article.event
    known = {
        "date": article.date and article.date.isoformat(),
        "updated": article.updated and article.updated.isoformat(),
        "authors": article.authors,
        "source": source
        and {
            key: value
            for key in ("name", "url", "published", "licence")
            if (value := getattr(source, key))
        },
        "event": event and {"date": event.date.isoformat(), "place": event.place},
        "language": article.language,
        "themes": sorted({theme.title for passage in passages for theme in passage.themes}),
        "names": sorted({name.title for passage in passages for name in passage.names}),
    }
    return {key: value for key, value in known.items() if value}


def _front_matter(facts: Mapping[str, object]) -> str:
    """Facts as YAML; a date alone is one, everything else is in the form of JSON."""
    rows = (
        f"{key}: {value if key in ('date', 'updated') else _json(value)}"
        for key, value in facts.items()
    )
    return "\n".join(("---", *rows, "---", "", ""))


def _json(value: object) -> str:
    """JSON that is YAML and, of a text, TOML too: without the line ends that these know beside."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029]", lambda c: f"\\u{ord(c[0]):04x}", text)


def _inert(text: str) -> str:
    """Text that shows as it is where a template puts it into a page or an attribute unescaped."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", " ".join(text.split()))
    return re.sub("<(?=[A-Za-z/!?])", "&lt;", text).replace('"', "&quot;")


def _mkdocs(config: Config, pages: Pages) -> str:
    facts: dict[str, object] = {
        "site_name": config.name,
        "site_description": config.description,
        "site_url": os.environ.get("SITE_URL", ""),
        "copyright": config.copyright,
        "strict": True,
        "theme": {"name": "material", "language": "en", "font": False},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "sane_lists", "tables"],
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"anchors": "warn"}},
        "nav": pages.navigation(),
    }
    return OURS + "".join(f"{key}: {_json(value)}\n" for key, value in facts.items() if value)


def _hugo(config: Config, docs: Path) -> str:
    """Hugo calls the page of a folder `_index.md`, and an `index.md` one without others beside."""
    url = os.environ.get("SITE_URL", "") or "/"
    text = HUGO.format(ours=OURS, url=_json(url), name=_json(config.name))
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("index.md"))]
    text += f"files = {_json([f'! {path}' for path in paths])}\n"
    for path in paths:
        target = re.sub("index.md$", "_index.md", path)
        text += f'\n[[module.mounts]]\nsource = "docs/{path}"\ntarget = "content/{target}"\n'
    return text


def _visible(folder: Path, suffix: str = "") -> Iterator[Path]:
    """The files that a site generator publishes: hidden ones, and those in hidden folders, not."""
    for path in sorted(folder.rglob(f"*{suffix}")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _read_config(path: Path) -> Config:
    keys = yaml.load(path.read_text("utf-8"), _Loader)
    extensions: dict[str, Mapping[str, object]] = {}
    for entry in keys.get("markdown_extensions") or []:
        extensions |= {entry: {}} if isinstance(entry, str) else entry
    return Config(
        keys["site_name"],
        keys.get("site_description") or "",
        keys.get("copyright") or "",
        extensions,
    )
