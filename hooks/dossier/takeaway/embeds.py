"""Articles → pages for the frames of other sites, and what oEmbed (1.0) answers for each article.

The page of an article holds each of its passages and shows the one that its address names, as in
`embed/talks/#p4`; without such a name it says what the article is. It needs no script.
"""

import json
from html import escape

from jinja2 import Environment

from dossier.core.digest import digest
from dossier.core.model import Article, Dossier
from dossier.core.urls import Site, answer_path, embed_path, published
from dossier.pages import citations as citation
from dossier.takeaway.rendering import environment, made_with, words

WIDTH, HEIGHT = 600, 220
"""Of the frame in which an article is named, in CSS pixels."""
SHOWN_NOT = ("heading", "rule")
"""The kinds of blocks that nobody would show by themselves."""


class Embeds:
    """Makes what other sites show in frames."""

    def __init__(self, dossier: Dossier, site: Site) -> None:
        self._dossier = dossier
        self._site = site
        self._templates: Environment = environment()
        self._everywhere = made_with(site, "embed")

    def key(self, article: Article) -> str:
        """The digest of all that goes into the files of an article."""
        return digest(self._everywhere, article)

    def paths(self, article: Article) -> list[str]:
        """The published path of each file of an article: its page, by former addresses, too.

        A frame that shows an article by one of these goes on to show it.
        """
        answer = [answer_path(article.slug)] if self._site.url else []
        return [*embeds_of(article), *answer]

    def file(self, article: Article, path: str) -> bytes:
        """What stands at one of the paths."""
        if path == answer_path(article.slug):
            return self._answer(article).encode()
        return self._page(article).encode()

    def _page(self, article: Article) -> str:
        """The page of an article, without its words where they may not be taken away."""
        passages = self._dossier.passages_of_article[article.slug]
        root = "../../"
        home = published(article.src_uri)
        return self._templates.get_template("embed.html").render(
            article=article,
            passages=[p for p in passages if p.block.kind not in SHOWN_NOT],
            site=self._site,
            published=citation.published(article),
            home=home,
            root=root,
            page=f"{root}{home}",
            words=words,
        )

    def _answer(self, article: Article) -> str:
        """What oEmbed answers for an article, as JSON; the address of the site must be known."""
        source = self._site.absolute(embed_path(article.slug))
        frame = (
            f'<iframe src="{escape(source)}" title="{escape(citation.line(article))}"'
            f' width="{WIDTH}" height="{HEIGHT}" loading="lazy"></iframe>'
        )
        known = {
            "version": "1.0",
            "type": "rich",
            "title": article.title,
            "provider_name": self._site.name,
            "provider_url": self._site.url,
            "html": frame,
            "width": WIDTH,
            "height": HEIGHT,
        }
        return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def embeds_of(article: Article) -> list[str]:
    """The published paths of the page of an article: its own, and those it had."""
    return [f"{embed_path(slug)}index.html" for slug in (article.slug, *article.formerly)]
