"""A theme on paper: its background, what it comes to in brief, its passages and sources as a PDF.

The PDF is tagged, as PDF/UA asks. WeasyPrint writes it, which needs Pango on the machine: without
the two there are no briefings, and nothing else is missing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

from lxml import etree, html
from markupsafe import Markup
from slugify import slugify

from dossier import __version__
from dossier.core.format import counted, day
from dossier.core.model import Figure, Moment, Passage, Topic
from dossier.core.urls import published
from dossier.gathering.brief import in_brief
from dossier.gathering.facts import newest
from dossier.pages import citations as citation
from dossier.pages.facts import dates_and_figures
from dossier.pages.helpers import by_subtopic, emphasised
from dossier.takeaway.books import ABOUT, FOLDER, Material
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import TEMPLATES, environment, words

FONTS = Path(str(files("font_source_serif_pro"))) / "files"
MOST_OF_SUBTOPIC = 12
"""Passages of a subtopic, the newest, that a briefing has."""

Statements = Callable[[Topic], tuple[Iterable[Moment], Iterable[Figure]]]
"""What there is of a theme on the timeline and among the figures."""


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


def briefing_offers(material: Material, stated: Statements) -> Iterator[Offer]:
    """The briefing of each theme that has passages."""
    briefings = Briefings(material, stated)
    for theme in material.dossier.themes:
        if material.passages(theme):
            yield Offer(
                Section.BOOKS,
                f"{FOLDER}themes/{theme.slug}.pdf",
                f"{theme.title}: briefing (PDF)",
                "A theme to print: its background, what it comes to in brief, its newest passages.",
                "application/pdf",
                partial(briefings.make, theme),
                theme.src_uri,
                partial(briefings.key, theme),
            )


class Briefings:
    """Makes the briefings of a dossier."""

    def __init__(self, material: Material, stated: Statements) -> None:
        self._material = material
        self._site = material.site
        self._stated = stated
        self._templates = environment()

    def key(self, theme: Topic) -> str:
        """The digest of what goes into a briefing."""
        return self._material.key("briefing", theme, self._shown(theme))

    def _shown(self, theme: Topic) -> tuple[list[Moment], list[Figure]]:
        """What is next ahead, and key figures, of the articles whose words may be taken away."""
        moments, figures = self._stated(theme)
        return dates_and_figures(
            (m for m in moments if m.passage and m.passage.article.gives_words),
            (f for f in figures if f.passage.article.gives_words),
        )

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
        passages = self._material.passages(theme)
        introduction, links = _numbered(self._material.background(theme))
        coming, figures = self._shown(theme)
        brief = [e for e in in_brief(theme, passages) if e.passage.article.gives_words]
        subtopics = [
            (f"in-{slugify(title)}", title, row[:MOST_OF_SUBTOPIC], len(row[MOST_OF_SUBTOPIC:]))
            for title, row in by_subtopic(theme, passages)
        ]
        shown = [passage for _, _, row, _ in subtopics for passage in row]
        shown += [each.passage for row in (brief, figures) for each in row]
        shown += [moment.passage for moment in coming if moment.passage]
        articles = {passage.article.slug: passage.article for passage in shown}
        contents = [
            *([("background", "Background")] if introduction else []),
            *([("in-brief", "In brief")] if brief else []),
            *([("ahead", "Ahead")] if coming else []),
            *([("key-figures", "Key figures")] if figures else []),
            *((anchor, title) for anchor, title, _, _ in subtopics),
            ("sources", "Sources"),
        ]
        return self._templates.get_template("printed.html").render(
            theme=theme,
            site=self._site,
            version=__version__,
            modified=newest(self._material.dossier),
            home=self._material.home(theme),
            extent=f"{counted(len(passages), 'passage')} from "
            f"{counted(len({p.article.slug for p in passages}), 'article')}",
            about=ABOUT,
            contents=contents,
            introduction=introduction,
            links=links,
            brief=brief,
            coming=coming,
            figures=figures,
            emphasised=emphasised,
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


def _numbered(background: Markup) -> tuple[Markup, list[str]]:
    """XHTML with a number at the end of each link, and the addresses that these stand for.

    Written out between the words of a paragraph they would keep anybody from reading it.
    """
    if not background:
        return background, []
    root = html.fragment_fromstring(background)
    numbers: dict[str, int] = {}
    for link in root.iter("a"):
        number = numbers.setdefault(link.get("href", ""), len(numbers) + 1)
        etree.SubElement(link, "sup").text = str(number)
    return Markup(etree.tostring(root, encoding="unicode")), [*numbers]


def _fetch(url: str) -> object:
    """The files of the font alone: what an article links to is never asked for."""
    from weasyprint.urls import URLFetcher

    if not url.startswith(FONTS.as_uri()):
        raise ValueError(f"{url} is not fetched")
    return URLFetcher().fetch(url)
