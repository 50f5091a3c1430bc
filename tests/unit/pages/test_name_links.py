"""In what people write, the names that have a page are linked; nothing else changes."""

import pytest
from dossier.core.kinds import NameKind
from dossier.pages.name_links import DossierExtension
from dossier.placing.matcher import Matcher
from markdown import Markdown
from support.values import name, theme

TOPICS = [
    theme("Trade", {"Tariffs": ["tariff"]}),
    name("Anna Rao"),
    name("Quartet", NameKind.ORGANISATION),
]
ANNA = '<a class="name" href="../names/anna-rao.md">Anna Rao</a>'
QUARTET = '<a class="name" href="../names/quartet.md">Quartet</a>'


def convert(text: str, src_uri: str = "about/index.md") -> str:
    extension = DossierExtension(Matcher(TOPICS))
    extension.begin(src_uri)
    return Markdown(extensions=["tables", "toc", extension]).convert(text)


def test_names_are_linked_and_themes_are_not() -> None:
    assert convert("Anna Rao spoke of a tariff.") == f"<p>{ANNA} spoke of a tariff.</p>"


def test_a_name_is_linked_once_in_each_block() -> None:
    assert convert("Anna Rao met Anna Rao.\n\nAnna Rao left.") == (
        f"<p>{ANNA} met Anna Rao.</p>\n<p>{ANNA} left.</p>"
    )


def test_emphasis_is_no_block() -> None:
    assert convert("Anna Rao, *Anna Rao*.") == f"<p>{ANNA}, <em>Anna Rao</em>.</p>"


@pytest.mark.parametrize("page", ["about/index.md", "names/quartet.md", "themes/trade.md"])
def test_every_page_links_to_a_name(page: str) -> None:
    assert 'anna-rao.md">Anna Rao</a> spoke.' in convert("Anna Rao spoke.", page)


def test_no_page_links_to_itself() -> None:
    assert convert("Anna Rao and the Quartet.", "names/anna-rao.md") == (
        '<p>Anna Rao and the <a class="name" href="quartet.md">Quartet</a>.</p>'
    )


@pytest.mark.parametrize("text", ["# Anna Rao", "[Anna Rao](x.md)", "`Anna Rao`", "    Anna Rao"])
def test_headings_links_and_code_are_left_alone(text: str) -> None:
    assert 'class="name"' not in convert(text)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("- Anna Rao", f"<li>{ANNA}</li>"),
        ("- One\n\n- Anna Rao\n\n    Anna Rao", f"<p>{ANNA}</p>\n<p>{ANNA}</p>\n</li>"),
        ("> Anna Rao", f"<blockquote>\n<p>{ANNA}</p>\n</blockquote>"),
        ("| A |\n|---|\n| Quartet |", f"<td>{QUARTET}</td>"),
    ],
)
def test_each_innermost_block_has_its_links(text: str, linked: str) -> None:
    assert linked in convert(text)


def test_cells_are_aligned_without_styles() -> None:
    table = convert("| A | B |\n|--:|:-:|\n| 1 | 2 |")
    assert "style" not in table
    assert '<td class="align-right">1</td>\n<td class="align-center">2</td>' in table
