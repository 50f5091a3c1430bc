"""The articles in full, for programs: one text, or parts."""

from datetime import date

import pytest
from dossier.core.model import Source
from dossier.core.urls import Site
from dossier.takeaway import full_texts as module
from dossier.takeaway.full_texts import FULL, full_text_offers
from support.values import article, dossier, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
TRADE = theme("Trade", {"Tariffs": ["tariff"]})
PAPER = Source("A Paper", licence="All rights reserved")
TALKS = article("talks", "A tariff.\n\n- One\n- Two", "Talks", date=date(2025, 3, 1))
MORE = article("more", "More words.", date=date(2025, 1, 1))
KEPT = article("kept", "A secret tariff.\n\nMore.", source=PAPER)


def texts(site: Site, *articles: object) -> dict[str, str]:
    known = dossier(articles, [TRADE])  # type: ignore[arg-type]
    return {offer.path: offer.make().decode() for offer in full_text_offers(known, site)}


def test_all_are_in_one_text_the_newest_first() -> None:
    made = texts(HERE, MORE, TALKS)
    assert list(made) == [FULL]
    assert made[FULL] == (
        "# The Dossier: All articles in full\n\n"
        "# Talks\n\n- Date: 1 March 2025\n"
        "- Themes: [Trade](https://example.org/themes/trade/index.md)\n\n"
        "A tariff.\n\n- One\n- Two\n"
        "\n---\n\n"
        "# More\n\n- Date: 1 January 2025\n\nMore words.\n"
    )


def test_without_the_sites_address_links_lead_from_where_the_text_is() -> None:
    assert "[Trade](themes/trade/index.md)" in texts(NOWHERE, TALKS)[FULL]


def test_words_that_may_not_be_taken_away_are_left_out_and_placements_are_not() -> None:
    text = texts(HERE, KEPT)[FULL]
    assert "secret" not in text
    assert "- Kept, A Paper\n- <https://example.org/articles/kept/>" in text
    assert "- ¶ 1: Trade (Tariffs)\n" in text and "¶ 2" not in text


def test_what_is_long_is_in_parts_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 5)
    made = texts(NOWHERE, TALKS, MORE, KEPT)
    assert list(made) == [
        FULL,
        "llms-full-2025.txt",
        "llms-full-2025-2.txt",
        "llms-full-undated.txt",
    ]
    assert made[FULL] == (
        "# The Dossier\n\n> About it.\n\n"
        "- [Articles in full, 2025](llms-full-2025.txt): 1 article\n"
        "- [Articles in full, 2025 (2)](llms-full-2025-2.txt): 1 article\n"
        "- [Articles in full, undated](llms-full-undated.txt): 1 article\n"
    )
    assert "# More\n" in made["llms-full-2025-2.txt"]
    assert made["llms-full-2025.txt"].startswith("# The Dossier: Articles in full, 2025\n\n# Talks")
