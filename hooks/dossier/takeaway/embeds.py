"""Articles → pages for the frames of other sites, and what oEmbed (1.0) answers for each article.

The page of an article holds each of its passages and shows the one that its address names, as in
`embed/talks/#p4`; without such a name it says what the article is. It needs no script.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape

from jinja2 import Environment

from dossier.core.cache import Cache
from dossier.core.digest import digest
from dossier.core.model import Article, Dossier, Passage
from dossier.core.urls import Site, answer_path, embed_path, published
from dossier.pages import citations as citation
from dossier.takeaway.rendering import environment, made_with, words

WIDTH, HEIGHT = 600, 220
"""Of the frame in which an article is named, in CSS pixels."""
SHOWN_NOT = ("heading", "rule")
"""The kinds of blocks that nobody would show by themselves."""


class Embeds:
    """Writes what other sites show in frames."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._templates: Environment = environment()

    def files(self, dossier: Dossier, cache: Cache) -> Iterator[tuple[str, bytes]]:
        """Each file's published path and content, in the order of the articles.

        A frame that shows an article by a former address goes on to show it.
        """

        def make(article: Article) -> bytes:
            return self.page(article, dossier.passages_of_article[article.slug]).encode()

        everywhere = made_with(self._site, "embed")
        keys = [digest(everywhere, article) for article in dossier.articles]
        pages = cache.results(make, dossier.articles, keys, bytes)
        for article, page in zip(dossier.articles, pages, strict=True):
            for slug in (article.slug, *article.formerly):
                yield f"{embed_path(slug)}index.html", page
            if self._site.url:
                yield answer_path(article.slug), self.answer(article).encode()

    def page(self, article: Article, passages: Sequence[Passage]) -> str:
        """The page of an article, without its words where they may not be taken away."""
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

    def answer(self, article: Article) -> str:
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
