"""scripts/bench add: its figures are those of the words."""

from pathlib import Path

import pytest
from benchmarks.adding import main, score, text_of

LINES = [
    f"Line {word} of the report speaks of the quays of the port at some length, as it has to."
    for word in "one two three four five six".split()
]


def test_a_score_counts_words() -> None:
    found = score("a b b c", "a b d")
    assert (found.precision, found.recall) == (0.5, 2 / 3)
    assert found.f1 == pytest.approx(4 / 7)
    assert score("", "a").f1 == score("a", "").f1 == score("a", "b").f1 == 0


def test_blocks_part_words_and_inline_elements_do_not() -> None:
    assert text_of("<p>a<b>b</b></p><p>c</p><!-- d -->e").split() == ["ab", "c", "e"]


def test_figures_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    page = f"<html><body><nav><a href='/'>Home</a></nav><article>{text}</article></body></html>"
    for name, expected in (("one", f"<div>{text}</div>"), ("two", "Nothing of it")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "source.html").write_text(page, "utf-8")
        suffix = "html" if name == "one" else "txt"
        (folder / f"expected.{suffix}").write_text(expected, "utf-8")
    assert main([str(tmp_path)]) == 0
    rows = {line.split()[0]: line.split()[1:4] for line in capsys.readouterr().out.splitlines()}
    assert rows["one"] == ["1.000", "1.000", "1.000"]
    assert float(rows["two"][0]) < 0.1
    assert rows["less"] == ["than", "half", "is"]
