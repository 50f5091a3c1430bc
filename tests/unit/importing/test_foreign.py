"""Front matter of other systems, as it comes in Markdown and text files."""

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
