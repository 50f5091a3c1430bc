"""The tokens of tokens.yml, as cut in Python and, in Chromium, in JavaScript."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from dossier.search.tokens import tokenise
from playwright.sync_api import Browser

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "tokens.yml").read_text("utf-8")
)
TEXTS = [case["text"] for case in CASES]
CUT = """async ([address, texts]) => {
  const { splitParts, furtherForms } = await import(address);
  return texts.map((text) => {
    const parts = splitParts(text);
    const further = furtherForms(text, parts).map(({ index, form }) => [index, form]);
    return [parts.map((part) => part.form), further];
  });
}"""

Tokens = tuple[list[str], list[list[object]]]


@pytest.fixture(scope="module")
def cut(browser: Browser, address: str) -> list[Tokens]:
    """What JavaScript makes of the texts."""
    page = browser.new_page()
    page.goto(f"{address}/search/")
    found: list[Tokens] = page.evaluate(CUT, [f"{address}/assets/search/tokens.js", TEXTS])
    page.close()
    return found


@pytest.mark.parametrize("case", CASES, ids=TEXTS)
def test_python(case: dict[str, Any]) -> None:
    words, further = tokenise(case["text"])
    assert words == case["words"].split()
    assert sorted(form for _, form in further) == sorted(case.get("further", "").split())


@pytest.mark.parametrize("number", range(len(CASES)), ids=TEXTS)
def test_javascript_does_the_same(cut: list[Tokens], number: int) -> None:
    words, further = tokenise(TEXTS[number])
    assert cut[number][0] == words
    assert sorted(map(tuple, cut[number][1])) == sorted(further)
