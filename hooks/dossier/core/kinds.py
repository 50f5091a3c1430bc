"""The kinds of names and of figures: one table each, by which all that depends on them goes."""

from enum import StrEnum
from typing import Literal, Self


class NameKind(StrEnum):
    """The kinds of names, each as front matter writes it.

    `heading` stands over a list of them. `schema_type` is what schema.org calls one (a Product
    would have to have an offer or a review), `og_type` what Open Graph calls its page. `is_proper`
    says that its terms are proper names, which ask for their capitals; `is_actor` that it acts, and
    so stands on the left of the picture.
    """

    heading: str
    schema_type: str
    og_type: str
    is_proper: bool
    is_actor: bool

    def __new__(
        cls,
        value: str,
        heading: str,
        schema_type: str,
        og_type: str = "website",
        is_proper: bool = True,
        is_actor: bool = False,
    ) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.heading = heading
        member.schema_type = schema_type
        member.og_type = og_type
        member.is_proper = is_proper
        member.is_actor = is_actor
        return member

    PERSON = "person", "People", "Person", "profile", True, True
    ORGANISATION = "organisation", "Bodies", "Organization", "website", True, True
    PROGRAMME = "programme", "Programmes and agreements", "DefinedTerm"
    PLACE = "place", "Places", "Place", "website", True, True
    EQUIPMENT = "equipment", "Equipment", "DefinedTerm"
    TERM = "term", "Terms", "DefinedTerm", "website", False


FigureKind = Literal["target", "amount", "share", "quantity"]

FIGURE_HEADINGS: dict[FigureKind, str] = {
    "target": "Targets",
    "amount": "Amounts",
    "share": "Shares and rates",
    "quantity": "Quantities",
}
