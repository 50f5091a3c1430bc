"""The spelling of what people wrote, by Debian's British dictionary and two lists of our own.

`spelling.txt` has the words of the programme, `spelling-of-names.txt` those of this dossier. Other
names are spelt as their own pages, mkdocs.yml and the front matter of articles have them.
"""

import re
import subprocess
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import yaml
from dossier.reading.front_matter import split
from support.project import ROOT
from support.shipped import SHIPPED

PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("scripts/hosting/*.md"), *SHIPPED.glob("docs/**/*.md")]
)
TEMPLATES = sorted(
    [*ROOT.glob("hooks/dossier/*/templates/*.html"), *SHIPPED.glob("docs/.overrides/**/*.html")]
)
LISTS = [
    (Path(__file__).parent / name).read_text("utf-8").split()
    for name in ("spelling.txt", "spelling-of-names.txt")
]
LIST = LISTS[0] + LISTS[1]
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


def named(project: Path) -> set[str]:
    """The words of the names in a project: its own and its themes', of name pages and articles."""
    said = [str(yaml.safe_load(line)["site_name"]) for line in site_name(project)]
    said += [front_matter(path)["title"] for path in (project / "docs/themes").glob("*.md")]
    for path in (project / "docs/names").glob("*.md"):
        keys = front_matter(path)
        said += [keys["title"], *keys.get("aliases", [])]
    for path in [*(project / "seeds").rglob("*.txt"), *(project / "seeds").rglob("*.md")]:
        keys = front_matter(path)
        authors = keys.get("authors", [])
        source = keys.get("source", "")
        said += [keys.get("title", ""), source if isinstance(source, str) else source["name"]]
        said += [authors] if isinstance(authors, str) else authors
    return set(words(" ".join(said)))


def site_name(project: Path) -> list[str]:
    """The line of mkdocs.yml that says what a project is called, if there is one."""
    path = project / "mkdocs.yml"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line for line in lines if line.startswith("site_name:")]


def front_matter(path: Path) -> dict[str, Any]:
    return yaml.safe_load(split(path.name, path.read_text("utf-8-sig"))[0]) or {}


def unknown(text: str, names: Set[str] = frozenset()) -> set[str]:
    """The words that stand neither in the dictionary nor in our list, and are no names."""
    known = {*LIST, *names}
    done = subprocess.run(
        ["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"],
        input="\n".join(sorted(set(words(text)))),
        capture_output=True,
        check=True,
        text=True,
    )
    return {word for word in done.stdout.split() if word.removesuffix("'s") not in known}


def test_a_misspelt_word_is_found() -> None:
    assert unknown("The goverment’s colour, and its color; Pagefind’s index.") == {
        "goverment's",
        "color",
    }
    assert not unknown(prose("---\ntitle: One\n---\n`goverment` [a page](goverment.md)"))
    assert unknown(prose("---\ntitle: Goverment\n---\nText.")) == {"Goverment"}


def test_what_people_wrote_is_spelt_right() -> None:
    pages = {path: prose(path.read_text("utf-8")) for path in [*PAGES, *TEMPLATES]}
    misspelt = unknown("\n".join(pages.values()), named(SHIPPED))
    wrong = {
        str(path): found
        for path, text in pages.items()
        if (found := sorted(misspelt.intersection(words(text))))
    }
    assert not wrong, "mend these, or add names to tests/shipped/spelling-of-names.txt"


def test_a_name_is_spelt_as_its_page_has_it(tmp_path: Path) -> None:
    (tmp_path / "docs/names").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    page = "---\ntitle: Zrwqk Vlptn\nkind: person\naliases: [Hrrmpf]\n---\nHe left.\n"
    (tmp_path / "docs/names/one.md").write_text(page, "utf-8")
    seed = "---\ntitle: Brgl\nauthors: Anna Qwrtz\nsource: {name: The Xyzzq}\n---\nText."
    (tmp_path / "seeds/one.txt").write_text(seed, "utf-8")
    names = named(tmp_path)
    assert not unknown("Hrrmpf and Vlptn’s friend Qwrtz read The Xyzzq on Brgl.", names)
    assert unknown("Hrmpf and Vlptn.", names) == {"Hrmpf"}


def test_our_lists_are_in_order() -> None:
    assert all(sorted(each, key=str.casefold) == each for each in LISTS)
    assert len(set(LIST)) == len(LIST)
