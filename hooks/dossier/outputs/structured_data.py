"""`Page` → what its head says of it: for search engines (schema.org) and for sites that show links.

Only what is known is said: a date of publication is the article's own or that of its source, to the
day, and what needs the site's address is left out where that is not known.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.core.format import counted
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Dossier, Topic
from dossier.core.urls import Site, published
from dossier.pages.citations import given_first
from dossier.pages.page import Page
from dossier.pages.page_types import HOME

MOST_LISTED = 30
Thing = dict[str, object]


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a page. `kind` is Open Graph's type; `published` is YYYY-MM-DD or empty.

    `data` is JSON-LD, safe to stand in a script element.
    """

    title: str
    description: str
    kind: str
    data: str
    published: str = ""
    updated: str = ""
    section: str = ""


def head(page: Page, dossier: Dossier, site: Site, image: str = "") -> Head:
    """What is said of a page; `image` is the address of its picture, if it has one."""
    subject = page.subject
    description = describe(page, dossier, site)
    things = list(_things(page, description, dossier, site, image))
    data = _script({"@context": "https://schema.org", "@graph": things})
    title = site.name if page.type is HOME else page.title
    if isinstance(subject, Article):
        section = next(iter(_themes(subject, dossier)), None)
        return Head(
            title,
            description,
            page.type.og_type,
            data,
            _published(subject),
            subject.updated.isoformat() if subject.updated else "",
            section.title if section else "",
        )
    kind = subject.kind if isinstance(subject, Topic) else ""
    og_type = kind.og_type if isinstance(kind, NameKind) else page.type.og_type
    return Head(title, description, og_type, data)


def describe(page: Page, dossier: Dossier, site: Site) -> str:
    """A page in a sentence or two."""
    subject = page.subject
    if page.type is HOME:
        return site.description
    if not isinstance(subject, Topic) or page.description not in ("", subject.description):
        return page.description or f"{page.title}: {site.name}."
    count = len(dossier.passages_of_topic[subject.src_uri])
    known = subject.description or subject.opening
    if page.part:
        return f"Passages on {subject.title} in articles of {page.part}. {known}".strip()
    return known or f"{counted(count, 'passage')} on {subject.title}, in the words of the sources."


def _things(
    page: Page, description: str, dossier: Dossier, site: Site, image: str
) -> Iterator[Thing]:
    """The things of a page's graph; each has a type."""
    subject = page.subject
    if isinstance(subject, Article):
        yield _article(subject, description, dossier, site, image)
    elif page.type is HOME:
        yield _known(
            {
                "@type": page.type.schema_type,
                "name": site.name,
                "description": description,
                "inLanguage": site.language,
                "url": site.url,
            }
        )
    else:
        yield _page(page, description, site, image)
    if site.url and page.type is not HOME:
        yield _breadcrumbs(page, site)


def _author(name: str) -> Thing:
    """People are written with the family name first."""
    return {"@type": "Person" if "," in name else "Organization", "name": given_first(name)}


def _article(article: Article, description: str, dossier: Dossier, site: Site, image: str) -> Thing:
    source = article.source
    names = {
        name.slug: name
        for passage in dossier.passages_of_article[article.slug]
        for name in passage.names
    }
    address = site.absolute(published(article.src_uri))
    return _known(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "description": description,
            "inLanguage": article.language,
            "url": address,
            "mainEntityOfPage": address,
            "image": [image] if image else [],
            "datePublished": _published(article),
            "dateModified": article.updated.isoformat() if article.updated else "",
            "author": [_author(name) for name in article.authors],
            "publisher": {"@type": "Organization", "name": source.name} if source else None,
            "isBasedOn": source and source.url,
            "wordCount": article.words,
            "articleSection": [theme.title for theme in _themes(article, dossier)],
            "mentions": [_mention(name, site) for name in names.values()],
            "isPartOf": _known({"@type": "WebSite", "name": site.name, "url": site.url}),
        }
    )


def _page(page: Page, description: str, site: Site, image: str) -> Thing:
    """A list, a theme or a name as a page that collects others; a written page as a page."""
    return _known(
        {
            "@type": page.type.schema_type,
            "name": page.title,
            "description": description,
            "inLanguage": site.language,
            "url": site.absolute(published(page.src_uri)),
            "image": image,
            "about": _name(page.subject, site) if isinstance(page.subject, Topic) else None,
            "isPartOf": _known({"@type": "WebSite", "name": site.name, "url": site.url}),
            "mainEntity": _list(page, site),
        }
    )


def _list(page: Page, site: Site) -> Thing | None:
    """The articles of a page, the first ones; None without the site's address."""
    if not page.articles or not site.url:
        return None
    return {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": article.title,
                "url": site.absolute(published(article.src_uri)),
            }
            for position, article in enumerate(page.articles[:MOST_LISTED], 1)
        ],
    }


def _name(topic: Topic, site: Site) -> Thing:
    """A theme or name as a thing of its type; a theme's terms are not names of it."""
    aliases = [] if topic.is_theme else [term.text for term in topic.terms[1:]]
    more = {"alternateName": aliases, "description": topic.description or topic.opening}
    return _mention(topic, site) | _known(more)


def _mention(topic: Topic, site: Site) -> Thing:
    return _known(
        {
            "@type": "DefinedTerm" if topic.kind == "theme" else topic.kind.schema_type,
            "name": topic.title,
            "url": site.absolute(published(topic.src_uri)),
        }
    )


def _breadcrumbs(page: Page, site: Site) -> Thing:
    """From the front page over the list that a page is in to the page itself."""
    rows = [(site.name, "")]
    subject = page.subject
    if page.type.section:
        title, src_uri = page.type.section
        rows.append((title, published(src_uri)))
    if isinstance(subject, Topic) and page.part:
        rows.append((subject.title, published(subject.src_uri)))
    rows.append((page.title, published(page.src_uri)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": title,
                "item": site.absolute(path),
            }
            for position, (title, path) in enumerate(rows, 1)
        ],
    }


def _themes(article: Article, dossier: Dossier) -> list[Topic]:
    """An article's themes, that with most passages first."""
    counts: dict[str, int] = {}
    for passage in dossier.passages_of_article[article.slug]:
        for theme in passage.themes:
            counts[theme.slug] = counts.get(theme.slug, 0) + 1
    found = [theme for theme in dossier.themes if theme.slug in counts]
    return sorted(found, key=lambda theme: -counts[theme.slug])


def _published(article: Article) -> str:
    """The day on which an article was published; empty if only its month is known."""
    date = article.date.isoformat() if article.date else ""
    source = (article.source and article.source.published) or ""
    return date or (source if re.fullmatch(r"\d{4}-\d\d-\d\d", source) else "")


def _known(thing: Mapping[str, object]) -> Thing:
    return {key: value for key, value in thing.items() if value}


def _script(data: Thing) -> str:
    """JSON in which nothing can end a script element or begin a comment in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(c):04x}" if c in "<>&\u2028\u2029" else c for c in text)
