"""A theme on paper: its background, what it comes to in brief, its passages and sources as a PDF.

The PDF is tagged, as PDF/UA asks. WeasyPrint writes it, which needs Pango on the machine: without
the two there are no briefings, and nothing else is missing.
"""

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup
from slugify import slugify

from dossier import __version__
from dossier.core.cache import Cache
from dossier.core.format import counted, day
from dossier.core.model import Dossier, Passage, Topic
from dossier.core.urls import Site, published
from dossier.gathering.brief import in_brief
from dossier.gathering.facts import newest
from dossier.pages import citations as citation
from dossier.pages.helpers import by_subtopic
from dossier.takeaway.books import ABOUT, FOLDER, Introductions, written
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import TEMPLATES, environment, kept, made_with, words

FONTS = Path(str(files("font_source_serif_pro"))) / "files"
MOST_OF_SUBTOPIC = 12
"""Passages of a subtopic, the newest, that a briefing has."""


def missing_for_briefings() -> str:
    """What is to be installed before briefings can be made; empty where nothing is."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return "WeasyPrint is missing; run scripts/setup books"
    except OSError as error:
        install = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return f"Pango is missing ({error}); install it, on Debian with {install}"
    return ""


def briefing_offers(
    dossier: Dossier, site: Site, introductions: Introductions, cache: Cache
) -> Iterator[Offer]:
    """The briefing of each theme that has passages."""
    briefings = Briefings(dossier, site, introductions)
    for theme in dossier.themes:
        if dossier.passages_of_topic[theme.src_uri]:
            yield Offer(
                Section.BOOKS,
                f"{FOLDER}themes/{theme.slug}.pdf",
                f"{theme.title}: briefing (PDF)",
                "A theme to print: its background, what it comes to in brief, its newest passages.",
                "application/pdf",
                partial(kept, cache, partial(briefings.key, theme), partial(briefings.make, theme)),
                theme.src_uri,
            )


class Briefings:
    """Makes the briefings of a dossier."""

    def __init__(self, dossier: Dossier, site: Site, introductions: Introductions) -> None:
        self._dossier = dossier
        self._site = site
        self._introductions = introductions
        self._templates = environment()

    def key(self, theme: Topic) -> str:
        """The digest of what goes into a briefing."""
        passages = self._dossier.passages_of_topic[theme.src_uri]
        introduction = self._introductions(theme.src_uri)
        made_of = (self._dossier.topics, theme, passages, introduction, newest(self._dossier))
        return made_with(self._site, "briefing", made_of)

    def make(self, theme: Topic) -> bytes:
        """The briefing of a theme, as a PDF."""
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        style = CSS(
            string=(TEMPLATES / "printed.css").read_text("utf-8"),
            base_url=f"{FONTS}/",
            font_config=fonts,
            url_fetcher=_fetch,
        )
        document = HTML(string=self.page(theme), url_fetcher=_fetch)
        made: bytes = document.write_pdf(
            stylesheets=[style],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=self._site.identity(f"briefings/{theme.slug}").encode(),
        )
        return made

    def page(self, theme: Topic) -> str:
        """The page that is printed."""
        passages = self._dossier.passages_of_topic[theme.src_uri]
        home = self._site.absolute(published(theme.src_uri))
        introduction = written(self._introductions(theme.src_uri), home)
        brief = [e for e in in_brief(theme, passages) if e.passage.article.gives_words]
        subtopics = [
            (f"in-{slugify(title)}", title, row[:MOST_OF_SUBTOPIC], len(row[MOST_OF_SUBTOPIC:]))
            for title, row in by_subtopic(theme, passages)
        ]
        shown = [passage for _, _, row, _ in subtopics for passage in row]
        articles = {p.article.slug: p.article for p in [*shown, *(e.passage for e in brief)]}
        contents = [
            *([("background", "Background")] if introduction else []),
            *([("in-brief", "In brief")] if brief else []),
            *((anchor, title) for anchor, title, _, _ in subtopics),
            ("sources", "Sources"),
        ]
        return self._templates.get_template("printed.html").render(
            theme=theme,
            site=self._site,
            version=__version__,
            modified=newest(self._dossier),
            home=home,
            extent=f"{counted(len(passages), 'passage')} from "
            f"{counted(len({p.article.slug for p in passages}), 'article')}",
            about=ABOUT,
            contents=contents,
            introduction=introduction,
            brief=brief,
            subtopics=subtopics,
            articles=sorted(articles.values(), key=lambda a: (a.when or "~", a.slug)),
            citation=citation.chicago,
            words=lambda passage: words(passage.block, self._article(passage)),
            place=self._place,
        )

    def _article(self, passage: Passage) -> str:
        return self._site.absolute(published(passage.article.src_uri))

    def _place(self, passage: Passage) -> Markup:
        """Where a passage is from, and its address written out."""
        article = passage.article
        parts = [
            Markup('<span lang="{}">{}</span>').format(article.language, article.title),
            f"¶\N{NO-BREAK SPACE}{passage.block.number}",
            *([article.source.name] if article.source else []),
            *([day(when)] if (when := citation.published(article)) else []),
        ]
        if url := self._site.absolute(published(article.src_uri), passage.block.anchor):
            parts.append(Markup('<a href="{0}">{0}</a>').format(url))
        return Markup(", ").join(parts)


def _fetch(url: str) -> object:
    """The files of the font alone: what an article links to is never asked for."""
    from weasyprint.urls import URLFetcher

    if not url.startswith(FONTS.as_uri()):
        raise ValueError(f"{url} is not fetched")
    return URLFetcher().fetch(url)
