"""The Markdown beside pages: what people wrote leads where it leads on the page."""

import pytest
from dossier.core.urls import Site
from dossier.gathering.link import link
from dossier.pages.markdown import markdown
from dossier.pages.page import Page
from dossier.pages.page_types import WRITTEN


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("[Quad](../names/quad.md)", "[Quad](../../names/quad/index.md)"),
        (
            '[Quad](../names/quad.md#mentions "The Quad")',
            '[Quad](../../names/quad/index.md#mentions "The Quad")',
        ),
        ("[Quad](<../names/quad.md>)", "[Quad](../../names/quad/index.md)"),
        ("![Map](../assets/map.png)", "![Map](../../assets/map.png)"),
        ("[Elsewhere](https://example.org/a.md)", "[Elsewhere](https://example.org/a.md)"),
        ("[Below](#terms) and [the top](/)", "[Below](#terms) and [the top](/)"),
    ],
)
def test_relative_links_lead_from_where_the_markdown_is(written: str, published: str) -> None:
    page = Page("about/terms.md", WRITTEN, "Terms", "")
    text = markdown(page, link([], []), Site("A site", ""), f"# Terms\n\n{written}\n")
    assert text == f"# Terms\n\n{published}\n"
