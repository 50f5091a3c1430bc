"""What a dossier says of itself: its corrections, its newest day, an article in a sentence."""

from datetime import date
from functools import lru_cache

from dossier.core.model import Article, Dossier
from dossier.language.sentences import split_sentences

LONGEST_SUMMARY = 1000
"""Characters."""
REMEMBERED = 20_000
"""Texts of which the first sentence is remembered: while a site is served, most stay."""
MOST_ADDED = 50
"""Articles that are told to have been added last."""


def corrected(dossier: Dossier) -> list[tuple[date, str, Article]]:
    """Every correction and withdrawal: its day, what it says, and the article; newest first."""
    articles = (*dossier.articles, *dossier.withdrawn)
    rows = [(c.on, c.what, article) for article in articles for c in article.corrections]
    for article in dossier.withdrawn:
        if article.withdrawn:
            rows.append((article.withdrawn.on, f"Withdrawn: {article.withdrawn.what}", article))
    return sorted(rows, key=lambda row: (row[0], row[2].slug), reverse=True)


def newest(dossier: Dossier) -> str:
    """The day of the newest article, correction or withdrawal: as much of it as is known."""
    days = [str(article.updated or article.when) for article in dossier.articles]
    return max([*days, *(str(on) for on, _, _ in corrected(dossier))], default="")


def additions(dossier: Dossier) -> list[Article]:
    """The articles that came into the dossier last, the newest first."""
    return sorted(dossier.articles, key=lambda article: article.arrived, reverse=True)[:MOST_ADDED]


def summary(article: Article) -> str:
    """The article's description, else the sentence the editors chose, else its first."""
    if article.description or article.lead:
        return article.description or article.lead or ""
    text = next(block.text for block in article.blocks if block.text.strip())[:LONGEST_SUMMARY]
    return _first_sentence(text, article.language)


@lru_cache(REMEMBERED)
def _first_sentence(text: str, language: str) -> str:
    start, end = split_sentences(text, language)[0]
    return " ".join(text[start:end].split())


def changed(article: Article) -> str:
    """When an article last changed: YYYY, YYYY-MM or YYYY-MM-DD, empty if no date is known."""
    return article.updated.isoformat() if article.updated else article.when
