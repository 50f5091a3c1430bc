"""The spelling of what people wrote, by Debian's British dictionary and our own `spelling.txt`."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml
from dossier.reading.front_matter import split
from support.project import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("scripts/hosting/*.md"), *ROOT.glob("docs/**/*.md")])
TEMPLATES = sorted(
    [*ROOT.glob("hooks/dossier/*/templates/*.html"), *ROOT.glob("docs/.overrides/**/*.html")]
)
KNOWN = (Path(__file__).parent / "spelling.txt").read_text("utf-8").split()
CODE = r"```.*?```|`[^`\n]*`|<script>.*?</script>"
ADDRESS = r"(?<=\])\([^)\s]*\)|https?://\S+"
MARKUP = r"<[^>]*>|{%.*?%}|{{.*?}}|{#.*?#}"


def prose(page: str) -> str:
    """What is to be read of a page: its body, and its title and sentences in the front matter."""
    front_matter, body, _ = split("page", page)
    keys = yaml.safe_load(front_matter) or {}
    said = [keys.get("title", ""), keys.get("description", "")]
    said += [fact["text"] for fact in keys.get("dates", [])]
    return "\n".join([*said, re.sub(f"{CODE}|{ADDRESS}|{MARKUP}", " ", body, flags=re.DOTALL)])


def words(text: str) -> Iterator[str]:
    text = text.replace("’", "'")
    return (found[0] for found in re.finditer(r"\b[^\W\d_]+(?:'[^\W\d_]+)*", text))


def unknown(text: str) -> set[str]:
    """The words that stand neither in the dictionary nor in our list."""
    done = subprocess.run(
        ["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"],
        input="\n".join(sorted(set(words(text)))),
        capture_output=True,
        check=True,
        text=True,
    )
    return {word for word in done.stdout.split() if word.removesuffix("'s") not in KNOWN}


def test_a_misspelt_word_is_found() -> None:
    assert unknown("The goverment’s colour, and its color; Jaishankar’s visit.") == {
        "goverment's",
        "color",
    }
    assert not unknown(prose("---\ntitle: One\n---\n`goverment` [a page](goverment.md)"))
    assert unknown(prose("---\ntitle: Goverment\n---\nText.")) == {"Goverment"}


def test_what_people_wrote_is_spelt_right() -> None:
    pages = {path: prose(path.read_text("utf-8")) for path in [*PAGES, *TEMPLATES]}
    misspelt = unknown("\n".join(pages.values()))
    wrong = {
        path.relative_to(ROOT).as_posix(): found
        for path, text in pages.items()
        if (found := sorted(misspelt.intersection(words(text))))
    }
    assert not wrong, "mend these, or add names to tests/shipped/spelling.txt"


def test_our_list_holds_only_what_is_needed() -> None:
    used = set(words("\n".join(prose(p.read_text("utf-8")) for p in [*PAGES, *TEMPLATES])))
    used = {word.removesuffix("'s") for word in used}
    assert [word for word in KNOWN if word not in used] == []
    assert sorted(KNOWN, key=str.casefold) == KNOWN
