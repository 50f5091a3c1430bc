"""Links and marks go around the words; the words stay."""

import xml.etree.ElementTree as etree

from dossier.markup.html import detach, link_names, mark, wrap
from dossier.placing.matcher import Matcher
from dossier.reading.topics import read_topics
from hypothesis import given
from hypothesis import strategies as st
from support.project import DOSSIER

MARKUP = "<p>One <em>two</em> three <a href='#fn:1' id='x'>four</a> five <code>six</code>.</p>"
TEXT = "One two three four five six."


def wrapped(*words: str) -> str:
    root = etree.fromstring(MARKUP)
    places = [(TEXT.index(word), word) for word in words]
    wrap(root, [(place, place + len(word), etree.Element("b")) for place, word in places])
    return etree.tostring(root, encoding="unicode")


def test_several_words_are_wrapped_wherever_they_stand() -> None:
    assert "<b>One</b> <em><b>two</b></em> <b>three</b> <a" in wrapped("three", "One", "two")
    assert "</a> <b>five</b> <code>" in wrapped("five")


def test_links_code_and_borders_are_left_alone() -> None:
    untouched = etree.tostring(etree.fromstring(MARKUP), encoding="unicode")
    assert wrapped("four", "six", "two three") == untouched


@given(st.sets(st.integers(0, len(TEXT)), max_size=12))
def test_the_words_stay_whatever_is_wrapped(cuts: set[int]) -> None:
    edges = sorted(cuts)
    root = etree.fromstring(MARKUP)
    pairs = zip(edges[::2], edges[1::2], strict=False)
    wrap(root, [(start, end, etree.Element("b")) for start, end in pairs])
    assert "".join(root.itertext()) == TEXT


def test_a_marked_stretch_is_cut_where_elements_begin_and_end() -> None:
    root = etree.fromstring(MARKUP)
    mark(root, TEXT.index("wo"), TEXT.index(" five"), {"class": "noted", "data-note": "1"})
    assert etree.tostring(root, encoding="unicode") == (
        '<p>One <em>t<span class="noted">wo</span></em><span class="noted"> three </span>'
        '<a href="#fn:1" id="x"><span class="noted" data-note="1">four</span></a> five '
        "<code>six</code>.</p>"
    )


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_the_words_stay_whatever_is_marked(start: int, end: int) -> None:
    root = etree.fromstring(MARKUP)
    mark(root, start, end, {"class": "noted"})
    assert "".join(root.itertext()) == TEXT
    assert "".join("".join(span.itertext()) for span in root.iter("span")) == TEXT[start:end]


def test_on_another_page_notes_lead_back() -> None:
    root = etree.fromstring(MARKUP)
    detach(root, "../articles/a.md")
    assert '<a href="../articles/a.md#fn:1">' in etree.tostring(root, encoding="unicode")


def test_a_name_is_linked_whole_and_not_a_name_within_it() -> None:
    text = "The Quartet Critical Minerals Initiative, the Quartet and critical minerals."
    topics, _ = read_topics(DOSSIER / "docs", DOSSIER)
    matches = [match for match in Matcher(topics).find(text) if not match.topic.is_theme]
    root = etree.fromstring(f"<p>{text}</p>")
    link_names(root, matches, lambda topic: topic.slug)
    assert [(link.get("href"), link.text) for link in root.iter("a")] == [
        ("quartet-critical-minerals-initiative", "Quartet Critical Minerals Initiative"),
        ("quartet", "Quartet"),
        ("critical-minerals", "critical minerals"),
    ]
