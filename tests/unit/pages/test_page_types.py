"""What follows from the type of a page, for search engines and for sites that show links."""

from dossier.core.kinds import NameKind
from dossier.pages import page_types
from dossier.pages.page import Page, PageType
from dossier.pages.render import TEMPLATES
from support.values import article, dossier, name, theme

TYPES = {key: value for key, value in vars(page_types).items() if isinstance(value, PageType)}


def names(types: object, **wanted: object) -> set[str]:
    return {
        key
        for key, value in TYPES.items()
        if all(getattr(value, attribute) == what for attribute, what in wanted.items())
    }


def test_each_type_has_a_template_of_its_own() -> None:
    templates = [each.template for each in TYPES.values() if each.template]
    assert len(set(templates)) == len(templates) == len(TYPES) - 1
    assert all((TEMPLATES / template).is_file() for template in templates)
    assert len({each.digest for each in TYPES.values()}) == len(TYPES)


def test_what_shows_a_bit_of_everything_is_made_anew() -> None:
    assert names(TYPES, is_whole=True) == {"HOME", "SEARCH", "ABOUT", "CORRECTIONS", "NAMES"}


def test_search_engines_list_what_is_worth_finding() -> None:
    assert names(TYPES, is_listed=False) == {"SEARCH", "MOVED", "MOVED_PART", "WITHDRAWN"}


def test_what_machines_call_them() -> None:
    assert names(TYPES, schema_type="NewsArticle") == names(TYPES, og_type="article") == {"ARTICLE"}
    assert names(TYPES, schema_type="WebSite") == {"HOME"}
    assert names(TYPES, schema_type="WebPage") == {"WRITTEN"}
    assert {key: each.section for key, each in TYPES.items() if each.section} == {
        "ARTICLE": ("Articles", "articles/index.md"),
        "NAME": ("Names", "names/index.md"),
        "MUCH_NAMED": ("Names", "names/index.md"),
        "NAME_PART": ("Names", "names/index.md"),
    }


def test_cards_say_what_a_page_is() -> None:
    seed, trade, body = (
        article("a", "W."),
        theme("Trade", {}),
        name("Quartet", NameKind.ORGANISATION),
    )
    rows = ((page_types.ARTICLE, seed), (page_types.THEME, trade), (page_types.NAME, body))
    said = [
        kind.kicker(Page(subject.src_uri, kind, "", "", subject))
        for kind, subject in rows
        if kind.kicker
    ]
    assert said == ["Article", "Theme", "Bodies"]
    having_cards = {key for key, each in TYPES.items() if each.kicker}
    assert having_cards == {"ARTICLE", "THEME", "BRIEFING", "NAME", "MUCH_NAMED"}


def test_a_page_knows_its_articles_each_once() -> None:
    first, second = article("a", "Tariff.\n\nTariff."), article("b", "Tariff.")
    known = dossier([first, second], [theme("Trade", {"Tariffs": ["tariff"]})])
    page = Page("x.md", page_types.THEME, "", "", items=known.passages)
    assert page.articles == (first, second)
    assert Page("x.md", page_types.THEME, "", "", items=(second, *known.passages)).articles == (
        second,
        first,
    )
