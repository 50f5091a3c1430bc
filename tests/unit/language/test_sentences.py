"""A text is cut where its sentences end, and nowhere else."""

from pathlib import Path

import pytest
import yaml
from dossier.language.sentences import split_sentences
from hypothesis import example, given
from hypothesis import strategies as st

TEXTS = st.text() | st.text(st.sampled_from("Ab1. (’”\n\u00a0𝔘!?"))
CASES = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text("utf-8"))


@pytest.mark.parametrize("sentences", CASES, ids=lambda sentences: sentences[0])
def test_case(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, "en-GB")] == sentences


@example("(b) ", "en")
@example("A\u00a0.(’b’’", "en")
@example("1. 2. a.m. 𝔘. Smt. ", "en")
@given(
    st.text() | st.text(st.sampled_from("Ab1. (’”\n\u00a0𝔘!?")), st.sampled_from(["en", "hi", "xx"])
)
def test_nothing_but_space_is_left_out(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert [*spans] == sorted(spans)
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)
