"""CONTRIBUTING.md says what is so: of paths, folders, words and packages."""

import re
import tomllib

import pytest
from support.project import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PACKAGE = ROOT / "hooks/dossier"
PATHS = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|js|yml|html|md))`", TEXT)
PLACES = (
    *(ROOT, PACKAGE, PACKAGE / "mkdocs_adapter"),
    *(ROOT / "docs/assets/search", ROOT / "tests/hostile"),
)
EXAMPLES = {"seeds/2025-12-09-talks.txt", ".cache/kept.db"}
WORDS = TEXT[TEXT.index("| Word |") : TEXT.index("## One article")]


def exists(path: str) -> bool:
    """Whether a path is one of the project, or of the folders of which it is said."""
    return any((place / path).exists() for place in PLACES)


def test_each_path_leads_somewhere() -> None:
    assert len(PATHS) > 50
    assert [path for path in PATHS if path not in EXAMPLES and not exists(path)] == []
    assert not exists("placing/no_module.py")


def test_the_picture_has_the_folders_in_their_order() -> None:
    drawn = re.findall(r"^(\w+)/ ", TEXT, re.MULTILINE)
    assert sorted(drawn) == sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    ranks = {name: rank for rank, row in enumerate(layers) for name in row.split(" | ")}
    assert [ranks[name] for name in drawn] == sorted((ranks[name] for name in drawn), reverse=True)


def test_each_package_says_why_it_is_here() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [config["project"]["dependencies"], *config["dependency-groups"].values()]
    asked = [entry for group in groups for entry in group if isinstance(entry, str)]
    names = {re.split(r"[\[=]", entry)[0].lower() for entry in asked}
    table = TEXT[TEXT.index("| Package |") :]
    told = {name.lower() for name in re.findall(r"`([\w.-]+)`", table)}
    assert names - told == set()


@pytest.mark.parametrize(
    ("word", "path"),
    re.findall(r"^\| (\w[\w ]*) \|.*`([\w/]+\.py)` \|$", WORDS, re.MULTILINE),
)
def test_each_word_is_used_where_it_is_said_to_be(word: str, path: str) -> None:
    assert word.split()[-1] in (PACKAGE / path).read_text("utf-8").lower()
