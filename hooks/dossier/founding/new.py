"""Writes a project on another subject, and brings a newer programme into one: `scripts/new`."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from slugify import slugify

from dossier.core.problems import Problem, Problems
from dossier.founding.programme import (
    GUIDE,
    RECORD,
    digest,
    programme_files,
    read_record,
    write_record,
)
from dossier.language.words import split_words
from dossier.reading.files import CONTROL, name_character
from dossier.reading.front_matter import ThemeKeys, parse, split

INTERFACES = ("en",)
"""The languages that the pages of a site speak."""
OWN_KEYS = ("site_name", "site_description", "site_url", "copyright")
"""What a dossier says of itself in mkdocs.yml; the other keys are the programme's."""
ABOUT = "docs/about/index.md"
MADE_UP = """# Articles that nobody published, and where a reader would want each paragraph:
# - title: A flood
#   paragraphs:
#     - [The river rose by a metre., floods]
[]
"""
WIDTH = 100
ANOTHER = "another-theme"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a dossier is about: its title, the language of its pages, its themes in their order."""

    title: str
    themes: tuple[str, ...]
    language: str = "en"

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(theme[:1].upper() + theme[1:] for theme in self.themes)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(slugify(theme) for theme in self.themes)

    @property
    def in_words(self) -> str:
        *others, last = self.themes
        return f"{', '.join(others)} and {last}" if others else last


def check_subject(subject: Subject) -> None:
    """Raise `Problems` with all that keeps a dossier from being begun."""
    problems = [
        f"`{text}` holds the control character {name_character(found[0])}; delete it"
        for text in (subject.title, *subject.themes)
        if (found := CONTROL.search(text))
    ]
    if not slugify(subject.title):
        problems.append(f"the title `{subject.title}` has no letters or digits; write a name")
    if subject.language.split("-")[0] not in INTERFACES:
        problems.append(
            f"there is no interface in `{subject.language}`, only in {', '.join(INTERFACES)};"
            " the words of the pages (hooks/dossier/pages/templates, docs/.overrides), the words"
            " and endings that the search knows (docs/assets/search) and the dates and figures"
            " (hooks/dossier/language) have to be written in it first. Articles may be in any"
            " language: each says its own"
        )
    if not subject.themes:
        problems.append("a dossier needs a theme; name at least one")
    for number, slug in enumerate(subject.slugs):
        theme = subject.themes[number]
        if not slug or slug == "index" or not split_words(theme):
            problems.append(f"`{theme}` gives no address for the theme; choose another word")
        elif slug in subject.slugs[:number]:
            problems.append(f"the theme `{theme}` is named twice; take one out")
    if problems:
        raise Problems(Problem("scripts/new", 1, message) for message in problems)


def found(programme: Path, folder: Path, subject: Subject) -> None:
    """Write a project into a new or empty folder; raises `Problems`."""
    check_subject(subject)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "is there already and not empty; name a new folder, or bring a newer programme"
        raise Problems.one(str(folder), 1, f"{message} into it by --update")
    written = {path: (programme / path).read_bytes() for path in programme_files(programme)}
    written[GUIDE] = _guide(programme, subject).encode()
    _write(programme, folder, written)
    pages = {
        "README.md": _readme((programme / "README.md").read_text("utf-8"), subject),
        "mkdocs.yml": _configuration(programme, _own_keys(subject)),
        "docs/index.md": _front_page(subject),
        "docs/search.md": (programme / "docs/search.md").read_text("utf-8"),
        "docs/about/index.md": _about(
            (programme / "docs/about/index.md").read_text("utf-8"), subject
        ),
        "docs/names/.gitkeep": "",
        "seeds/.gitkeep": "",
        "tests/shipped/made-up.yml": MADE_UP,
        "tests/shipped/spelling-of-names.txt": "",
    }
    for number, (title, slug) in enumerate(zip(subject.titles, subject.slugs, strict=True), 1):
        pages[f"docs/themes/{slug}.md"] = _theme(title, subject.themes[number - 1], number)
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def update(programme: Path, project: Path, anyway: bool = False) -> list[str]:
    """Bring a programme into a project that has an earlier one; gives what is to be said.

    What people wrote there stays as it is. Raises `Problems` if files of the earlier programme were
    changed, unless they shall be overwritten `anyway`.
    """
    before = read_record(project)
    if not before:
        message = "lists nothing; was this project made by scripts/new?"
        raise Problems.one(f"{project}/{RECORD}", 1, message)
    if project.resolve() == programme.resolve():
        message = "is the programme itself; give the folder of a project"
        raise Problems.one(str(project), 1, message)
    written = {path: (programme / path).read_bytes() for path in programme_files(programme)}
    guide = _guide(programme, read_subject(project)).encode()
    changed = {path for path in before if _is_changed(project / path, before[path])}
    told: list[str] = []
    if GUIDE in changed:
        told.append(f"{GUIDE} was changed here and is left as it is")
    else:
        written[GUIDE] = guide
    lost = [
        path
        for path in sorted(changed - {GUIDE})
        if digest((project / path).read_bytes()) != digest(written.get(path, b""))
    ]
    if lost and not anyway:
        message = f"was changed since {RECORD} was written; move the change elsewhere, or overwrite"
        raise Problems(Problem(path, 1, f"{message} it by --anyway") for path in lost)
    for path in before.keys() - written.keys() - {GUIDE}:
        (project / path).unlink(missing_ok=True)
    _write(programme, project, written, before)
    own = yaml.safe_load(re.sub(r"!ENV ", "", (project / "mkdocs.yml").read_text("utf-8")))
    kept = _blocks((project / "mkdocs.yml").read_text("utf-8"))
    mkdocs = _configuration(programme, {key: kept[key] for key in OWN_KEYS if key in own})
    (project / "mkdocs.yml").write_text(mkdocs, "utf-8")
    return told


def read_subject(project: Path) -> Subject:
    """The subject of a project, as its files have it; raises `Problems`."""
    own = yaml.safe_load(re.sub(r"!ENV ", "", (project / "mkdocs.yml").read_text("utf-8")))
    themes: list[tuple[int, str, str]] = []
    for path in (project / "docs/themes").glob("*.md"):
        name = path.relative_to(project).as_posix()
        keys, _ = parse(name, split(name, path.read_text("utf-8-sig"))[0], ThemeKeys)
        themes.append((keys.order, path.stem, keys.title))
    return Subject(own["site_name"], tuple(title for _, _, title in sorted(themes)))


def _is_changed(path: Path, known: str) -> bool:
    return path.is_file() and digest(path.read_bytes()) != known


def _write(
    programme: Path,
    project: Path,
    written: Mapping[str, bytes],
    before: Mapping[str, str] | None = None,
) -> None:
    """Write the files of the programme, scripts as scripts, and the list of them."""
    for path, data in written.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        shutil.copymode(programme / path, target)
    kept = {GUIDE: before[GUIDE]} if before and GUIDE in before else {}
    write_record(project, kept | {path: digest(data) for path, data in written.items()})


def _own_keys(subject: Subject) -> dict[str, str]:
    description = (
        f"Reporting on {subject.in_words}, sorted by subject: every passage in the words of its"
        " source and one click from it."
    )
    rights = "Articles remain their publishers’. The pages written for this site are its editors’."
    values = {"site_name": subject.title, "site_description": description, "copyright": rights}
    blocks = {
        key: yaml.safe_dump({key: value}, allow_unicode=True, width=100)
        for key, value in values.items()
    }
    return blocks | {"site_url": 'site_url: !ENV [SITE_URL, ""]\n'}


def _configuration(programme: Path, own: Mapping[str, str]) -> str:
    """The programme's mkdocs.yml, with what a dossier says of itself above it."""
    theirs = _blocks((programme / "mkdocs.yml").read_text("utf-8"))
    first = "".join(own[key] for key in OWN_KEYS if key in own).rstrip("\n")
    rest = "".join(block for key, block in theirs.items() if key not in OWN_KEYS)
    return f"{first}\n\n{rest}"


def _blocks(configuration: str) -> dict[str, str]:
    """The text of each key at the top of mkdocs.yml."""
    parts = re.split(r"^(?=\w)", configuration, flags=re.MULTILINE)
    return {part.split(":", 1)[0]: part for part in parts if re.match(r"\w+:", part)}


def _theme(title: str, term: str, order: int) -> str:
    keys = {"title": title, "order": order, "terms": {title: [term]}}
    front_matter = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front_matter}---\nWhat the articles say about {term}.\n"


def _front_page(subject: Subject) -> str:
    title = yaml.safe_dump({"title": subject.title}, allow_unicode=True, width=1000)
    says = (
        f"What is reported on {subject.in_words}, sorted by subject, each passage in the words of"
        " its source and one click from its place there."
    )
    return f"---\n{title}---\n# {subject.title}\n\n{_filled(says)}\n"


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _about(page: str, subject: Subject) -> str:
    """The page about a dossier, whose first paragraph says what it is about."""
    first = _filled(
        f"{subject.title} gathers articles on {subject.in_words}, and sorts their passages by"
        " subject. It is for readers who want to know what was said, where, and in which words."
    )
    front_matter, heading, body = re.split(r"^(# .*\n)", page, maxsplit=1, flags=re.MULTILINE)
    _, *rest = body.strip("\n").split("\n\n")
    return front_matter + heading + "\n" + "\n\n".join([first, *rest]) + "\n"


def _readme(page: str, subject: Subject) -> str:
    """The README, which says what a dossier is about, without the picture of another one."""
    about = _filled(f"This one is {subject.title}. Its themes: {', '.join(subject.titles)}.")
    parts = [about if part.startswith("This one ") else part for part in page.split("\n\n")]
    return "\n\n".join(part for part in parts if not part.startswith("!["))


def _guide(programme: Path, subject: Subject) -> str:
    """The guide for editors, with the themes of a dossier in its examples."""
    page = (programme / GUIDE).read_text("utf-8")
    old = read_subject(programme)
    pairs = _pairs(old.titles, subject.titles, ANOTHER.replace("-", " ").capitalize())
    pairs |= _pairs(old.slugs, subject.slugs, ANOTHER)
    if not pairs:
        return page
    words = re.compile(rf"\b({'|'.join(map(re.escape, sorted(pairs, key=len, reverse=True)))})\b")

    def ours(code: re.Match[str]) -> str:
        return words.sub(lambda word: pairs[word[0]], code[0])

    return re.sub(r"```.*?```|`[^`\n]*`", ours, page, flags=re.DOTALL)


def _pairs(old: Sequence[str], new: Sequence[str], other: str) -> dict[str, str]:
    return {word: new[n] if n < len(new) else other for n, word in enumerate(old)}


def begin(programme: Path, folder: Path, subject: Subject) -> int:
    """Write a project and say what comes next; the exit status."""
    try:
        found(programme, folder, subject)
    except Problems as error:
        return _refuse(error.problems)
    print(f"{folder}: a dossier on {subject.in_words}")
    return 0


def renew(programme: Path, project: Path, anyway: bool) -> int:
    """Bring a programme into a project; the exit status."""
    try:
        told = update(programme, project, anyway)
    except Problems as error:
        return _refuse(error.problems)
    print("\n".join([*told, f"{project}: has this programme now"]))
    return 0


def _refuse(problems: Iterable[Problem]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1
