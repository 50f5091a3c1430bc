"""What is said of a file that can be taken away."""

from dataclasses import replace

from dossier.core.digest import digest
from dossier.takeaway.offers import Offer, Section, offers_by_page

WHOLE = Offer(Section.DATA, "data/a.csv", "A", "For a table.", "text/csv", lambda: b"a")
OF_THEME = replace(WHOLE, path="themes/trade/a.csv", about="themes/trade.md")


def test_each_page_has_the_files_that_are_about_it() -> None:
    assert offers_by_page([WHOLE, OF_THEME, WHOLE]) == {
        "index.md": (WHOLE, WHOLE),
        "themes/trade.md": (OF_THEME,),
    }


def test_a_page_changes_with_what_is_said_of_a_file_alone() -> None:
    assert digest(WHOLE) == digest(replace(WHOLE, make=lambda: b"b"))
    assert digest(WHOLE) != digest(replace(WHOLE, title="B"))
