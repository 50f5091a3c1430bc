"""Small articles, topics and dossiers as values, made by the same functions as a project's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dossier.core.kinds import NameKind
from dossier.core.model import Article, Dossier, Term, Topic
from dossier.gathering.link import link
from dossier.placing.annotate import annotate
from dossier.placing.matcher import Matcher
from dossier.reading.articles import newest_first
from dossier.reading.markdown_blocks import read_markdown
from slugify import slugify


def article(slug: str, text: str, title: str = "", /, **more: object) -> Article:
    """An article whose text is Markdown."""
    blocks = tuple(read_markdown(text, 1))
    return Article(f"seeds/{slug}.md", slug, title or slug.capitalize(), blocks, **more)  # type: ignore[arg-type]


def theme(title: str, subtopics: dict[str, Sequence[str]], **more: object) -> Topic:
    """A theme with the terms of each subtopic."""
    terms = tuple(Term(text, group) for group, row in subtopics.items() for text in row)
    slug = slugify(title)
    return Topic("theme", f"docs/themes/{slug}.md", slug, title, terms, **more)  # type: ignore[arg-type]


def name(
    title: str, kind: NameKind = NameKind.PERSON, aliases: Sequence[str] = (), **more: object
) -> Topic:
    """A name with its aliases."""
    terms = tuple(Term(text) for text in (title, *aliases))
    slug = slugify(title)
    return Topic(kind, f"docs/names/{slug}.md", slug, title, terms, **more)  # type: ignore[arg-type]


def dossier(articles: Iterable[Article], topics: Sequence[Topic] = ()) -> Dossier:
    """All that is known of some articles and topics, as a build knows it."""
    matcher = Matcher(topics)
    row = sorted(articles, key=newest_first)
    shown = [annotate(each, matcher) for each in row if not each.withdrawn]
    withdrawn = tuple(each for each in row if each.withdrawn)
    return replace(link(shown, matcher.topics), withdrawn=withdrawn)
