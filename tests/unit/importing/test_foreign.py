"""Front matter of other systems, as it comes in Markdown and text files."""

import json
from datetime import date

import pytest
import yaml
from dossier.core.problems import Problems
from dossier.importing.foreign import take_over

YAML = """---
layout: post
title: "New quays: what they cost"
date: 2025-11-04 08:00:00 +0530
lastmod: 2025-11-05
author: Anna Rao
excerpt: A levy pays for them.
categories: [ports]
tags: [quays, levy]
permalink: /2025/11/new-quays/
---
The text.
"""
TOML = """+++
title = "New quays"
date = 2025-11-04T08:00:00Z
draft = true
authors = ["Anna Rao", "Tom Hart"]
aliases = ["/old/quays/"]
canonicalURL = "https://coast.example/quays"
[menu]
main = 1
+++
The text.
"""
JSON = """{
  "title": "New quays", "date": "2025-11-04", "author": {"name": "Anna Rao"},
  "lang": "en_IN", "weight": 3, "publisher": "Coast Daily", "license": "CC BY 4.0"
}

The text.
"""


def taken(text: str) -> tuple[dict[str, object], str, list[str]]:
    front_matter, body, said = take_over(text)
    return yaml.safe_load(front_matter) or {}, body.strip(), said


def test_yaml() -> None:
    assert taken(YAML) == (
        {
            "title": "New quays: what they cost",
            "date": date(2025, 11, 4),
            "updated": date(2025, 11, 5),
            "authors": ["Rao, Anna"],
            "description": "A levy pays for them.",
            "slug": "new-quays",
        },
        "The text.",
        ["set aside, as an article has no key for it: `layout`, `categories`, `tags`"],
    )


def test_toml() -> None:
    keys, body, said = taken(TOML)
    assert keys == {
        "title": "New quays",
        "date": date(2025, 11, 4),
        "authors": ["Rao, Anna", "Hart, Tom"],
        "formerly": ["quays"],
        "draft": True,
        "source": {"name": "coast.example", "url": "https://coast.example/quays"},
    }
    assert (body, said) == ("The text.", ["set aside, as an article has no key for it: `menu`"])


def test_json() -> None:
    keys, body, said = taken(JSON)
    assert keys == {
        "title": "New quays",
        "date": date(2025, 11, 4),
        "authors": ["Rao, Anna"],
        "language": "en-IN",
        "source": {"name": "Coast Daily", "licence": "CC BY 4.0"},
    }
    assert (body, said) == ("The text.", ["set aside, as an article has no key for it: `weight`"])


def known(**keys: object) -> dict[str, object]:
    """What is taken over of some keys, beside a title."""
    found, _, _ = taken(json.dumps({"title": "A", **keys}) + "\n\nText")
    return {key: value for key, value in found.items() if key != "title"}


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        ("new-quays", "new-quays"),
        ("/2025/11/New Quays/", "new-quays"),
        ("https://coast.example/a/new-quays.html", "new-quays"),
        ("http://coast.example/new-quays.htm", "new-quays"),
        ("//coast.example/new-quays", "new-quays"),
        ("/:year/:title/", None),
        ("ftp://coast.example/a", "a"),
        ("/", None),
        (3, None),
    ],
)
def test_an_address_gives_its_last_part(value: object, slug: str | None) -> None:
    assert known(permalink=value) == ({"slug": slug} if slug else {})
    assert known(redirect_from=[value]) == ({"formerly": [slug]} if slug else {})
    assert known(aliases=value) == ({"formerly": [slug]} if slug else {})


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-11-04", date(2025, 11, 4)),
        (" 2025-11-04T08:00:00Z", date(2025, 11, 4)),
        ("2025-11-041", None),
        ("2025-02-31", None),
        ("4 November 2025", None),
        (20251104, None),
    ],
)
def test_a_day_is_taken_where_it_is_one(value: object, day: date | None) -> None:
    for key in ("date", "pubDate", "published_at", "issued"):
        assert known(**{key: value}) == ({"date": day} if day else {})
    assert known(lastmod=value) == ({"updated": day} if day else {})


def test_of_two_that_say_the_same_the_first_that_can_be_used_counts() -> None:
    assert known(date="soon", pubdate="2025-11-04", created="2025-11-05")["date"] == date(
        2025, 11, 4
    )
    assert known(description="", summary=" In  short ")["description"] == "In short"
    assert known(author=[{"name": "Anna Rao"}, "Tom Hart", 3]) == {
        "authors": ["Rao, Anna", "Hart, Tom"]
    }
    assert known(published=False) == {"draft": True} and known(published=True) == {}


def test_who_published_it_and_where() -> None:
    url = "https://www.coast.example/quays"
    for key in ("canonical_url", "link", "url"):
        assert known(**{key: url}) == {"source": {"name": "coast.example", "url": url}}
    for key in ("publisher", "site", "publication"):
        assert known(**{key: " Coast Daily "}) == {"source": {"name": "Coast Daily"}}
    assert known(link="/quays") == known(license="CC BY") == known(publisher="") == {}
    both = known(source={"name": "Ours"}, publisher="Theirs", url=url, rights="CC BY")
    assert both == {"source": {"name": "Ours", "url": url, "licence": "CC BY"}}


def test_our_own_stays_as_it_stands() -> None:
    text = "---\ntitle: A # so\nplace: []\n---\nText"
    assert take_over(text) == ("title: A # so\nplace: []\n", "Text", [])


def test_our_own_keys_stay_beside_those_of_others() -> None:
    keys, _, said = taken("---\ntags: a\nlead: Text\nevent: {date: 2025-11-04}\n---\nText")
    assert keys == {"lead": "Text", "event": {"date": date(2025, 11, 4)}}
    assert said == ["set aside, as an article has no key for it: `tags`"]


def test_a_draft_of_jekyll() -> None:
    assert taken("---\nlayout: post\npublished: false\n---\nText")[0] == {"draft": True}


def test_what_cannot_be_used_is_set_aside() -> None:
    keys, _, said = taken("---\nlayout: a\ndate: soon\nauthor: 3\nlang: english please\n---\nText")
    assert keys == {}
    assert said == [
        "set aside, as an article has no key for it: `layout`, `date`, `author`, `lang`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{a} is a set.",
        '{"a": 1} is JSON, and no front matter.',
        "+++\nno toml\n+++\nText",
        '{"title": broken',
        "Text",
    ],
)
def test_a_text_that_only_begins_alike_is_one(text: str) -> None:
    assert take_over(text) == ("", text, [])


@pytest.mark.parametrize("text", ["---\ntitel: A\n---\nText", "---\na: &x 1\nb: *x\n---\nText"])
def test_mistakes_are_said(text: str) -> None:
    with pytest.raises(Problems):
        take_over(text)
