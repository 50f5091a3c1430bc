"""The page for editors shows every passage, where it went, and what was doubted of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dossier.core.model import Dossier, Verdict
from dossier.desk.pages import TEMPLATES, desk_pages
from dossier.editing.findings import review
from dossier.pages.plan import Pages
from lxml import html
from support.values import article, dossier, name, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"]})
ANNA = name("Anna Rao")


def page(known: Dossier, src_uri: str = "editors/passages.md") -> html.HtmlElement:
    pages = Pages(known, more=desk_pages(known, Path("/project")), folders=[TEMPLATES])
    found = pages.get(src_uri)
    assert found
    assert not found.type.is_listed
    return html.fragment_fromstring(pages.body(found), create_parent="div")


def row(element: html.HtmlElement) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in element.iter("td")]


def test_each_passage_is_shown_with_what_became_of_it() -> None:
    seed = article("talks", "A tariff, says Anna Rao.\n\nWords about something else entirely.")
    placed = replace(seed, verdicts=(Verdict(2, "trade", True, 3, "Tariffs"),))
    first, second = page(dossier([placed], [TRADE, ANNA])).xpath("//tbody/tr")
    assert row(first) == [
        "seeds/talks.md:1",
        "¶ 1 A tariff, says Anna Rao.",
        "Trade › Tariffs: tariff Anna Rao",
    ]
    assert first.xpath(".//a[@class='file']/@href") == ["vscode://file/project/seeds/talks.md:1"]
    assert "Trade › Tariffs: placed by the editors" in row(second)[2]
    unplaced = page(dossier([seed], [TRADE])).xpath("//tr[@data-unplaced]")
    assert [row(each)[0] for each in unplaced] == ["seeds/talks.md:3"]


def test_what_is_doubted_stands_beside_its_passage() -> None:
    seed = article("talks", "Words about something else entirely.\n\nAnd more.")
    known = dossier([seed], [TRADE])
    doubted = {finding.anchor for finding in review(known) if finding.anchor}
    assert doubted
    shown = page(known)
    rows = shown.xpath("//tr[@data-doubtful]//a[starts-with(., '¶')]")
    assert {f"p{a.text_content().removeprefix('¶ ')}" for a in rows} == doubted
    assert shown.find_class("doubt")


def test_a_heading_is_not_missed_by_any_theme() -> None:
    known = dossier([article("talks", "# Talks\n\nA tariff.")], [TRADE])
    assert page(known).xpath("//tr[@data-unplaced]") == []


def test_many_passages_are_divided_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.desk.pages.MOST_CHECKED", 1)
    seeds = [article(f"a{year}", "A tariff.", date=date(year, 1, 1)) for year in (2023, 2024)]
    known = dossier(seeds, [TRADE])
    assert [row(each)[0] for each in page(known).xpath("//tbody/tr")] == ["seeds/a2024.md:1"]
    older = page(known, "editors/passages/2023.md")
    assert [row(each)[0] for each in older.xpath("//tbody/tr")] == ["seeds/a2023.md:1"]
