"""What follows from the kind of a name."""

import yaml
from dossier.core.kinds import FIGURE_HEADINGS, NameKind


def test_a_kind_is_what_front_matter_writes() -> None:
    assert yaml.safe_load(f"kind: {NameKind.ORGANISATION}") == {"kind": "organisation"}


def test_people_bodies_and_places_act() -> None:
    acting = {kind for kind in NameKind if kind.is_actor}
    assert acting == {NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE}


def test_a_term_alone_is_no_proper_name() -> None:
    assert [kind for kind in NameKind if not kind.is_proper] == [NameKind.TERM]


def test_a_person_alone_has_a_profile() -> None:
    """https://ogp.me/#type_profile"""
    assert {kind: kind.og_type for kind in NameKind if kind.og_type != "website"} == {
        NameKind.PERSON: "profile"
    }


def test_each_list_has_a_heading_of_its_own() -> None:
    headings = [kind.heading for kind in NameKind] + list(FIGURE_HEADINGS.values())
    assert all(headings) and len(set(headings)) == len(headings)


def test_what_schema_org_calls_them() -> None:
    assert {kind.value: kind.schema_type for kind in NameKind} == {
        "person": "Person",
        "organisation": "Organization",
        "programme": "DefinedTerm",
        "place": "Place",
        "equipment": "DefinedTerm",
        "term": "DefinedTerm",
    }
