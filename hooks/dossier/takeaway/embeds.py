"""Articles → pages for the frames of other sites, and what oEmbed (1.0) answers for each article.

The page of an article holds each of its passages and shows the one that its address names, as in
`embed/talks/#p4`; without such a name it says what the article is. It needs no script.
"""

import json
from collections.abc import Iterator
from html import escape

from jinja2 import Environment

from dossier.core.cache import Cache
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
    """Makes what other sites show in frames; a page of a former build is not made again."""

    def __init__(self, dossier: Dossier, site: Site, cache: Cache) -> None:
        self._dossier = dossier
        self._site = site
        self._cache = cache
        self._templates: Environment = environment()
        self._everywhere = made_with(site, "embed")

    def is_kept(self, article: Article) -> bool:
        """Whether the page of an article is that of a former build."""
        return self._key(article) in self._cache

    def _key(self, article: Article) -> str:
        return digest(self._everywhere, article)

    def files(self, article: Article) -> Iterator[tuple[str, bytes]]:
        """The published path and the content of each file of an article.

        A frame that shows it by a former address goes on to show it.
        """
        key = self._key(article)
        page = self._cache.result(lambda: self._page(article).encode(), key, bytes)
        for path in embeds_of(article):
            yield path, page
        if self._site.url:
            yield answer_path(article.slug), self._answer(article).encode()

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
