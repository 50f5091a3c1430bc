"""Cuts text into sentences."""

import simplemma


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Cut a text into its sentences; give their character offsets."""
    spans: list[tuple[int, int]] = []
    place = 0
    for sentence in simplemma.split_sentences(text, lang=language[:2]):
        start = text.index(sentence, place)
        place = start + len(sentence)
        spans.append((start, place))
    return spans
