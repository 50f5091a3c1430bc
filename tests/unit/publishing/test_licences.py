"""What others made, and the site carries, is published with its licence."""

import pytest
from dossier.publishing.licences import PARTS, licences


def test_each_part_has_its_licence_with_its_whole_text() -> None:
    text = licences()
    assert all(what in text for what, _, _ in PARTS)
    for words in ("Pictogrammers Free License", "Copyright (c) 2021, Adrien Barbaresi"):
        assert words in text
    assert "Permission is hereby granted, free of charge" in text
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in text


def test_it_is_the_same_each_time() -> None:
    assert licences() == licences()


def test_a_licence_that_stands_elsewhere_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    part = ("A work.", "packaging", "licenses/LICENSE.ELSEWHERE")
    monkeypatch.setattr("dossier.publishing.licences.PARTS", (part,))
    with pytest.raises(LookupError, match=r"packaging has no licenses/LICENSE\.ELSEWHERE"):
        licences()
