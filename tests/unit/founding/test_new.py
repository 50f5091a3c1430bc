"""scripts/new: a project on another subject, and a newer programme brought into it."""

import re
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import program
from dossier.core.problems import Problems
from dossier.founding.new import Subject, check_subject, found, read_subject, update
from dossier.founding.programme import programme_files, read_record, write_record
from dossier.gathering.pipeline import read_edition
from hypothesis import given
from hypothesis import strategies as st
from support.project import ROOT

RIVER = Subject("The Arden Dossier", ("floods", "shipping", "water quality"))
FILES = {
    ".gitignore": "site/\n",
    "LICENSE": "Free.\n",
    "README.md": "# Dossier\n\nIt publishes.\n\nThis one is on hats.\n\n![A hat](a.png)\n\nEnd.\n",
    "docs/about/editors.md": "Say `in: [hats]` or\n```yaml\nnot: [coats/Cuts]\n```\nand no more.\n",
    "docs/about/index.md": "---\ntitle: About\n---\n# About\n\nOn hats.\n\n## More\n\nAll of it.\n",
    "docs/assets/site.css": "p {}\n",
    "docs/index.md": "# Hats\n",
    "docs/search.md": "Type.\n",
    "docs/themes/hats.md": "---\ntitle: Hats\norder: 1\nterms: {Hats: [hat]}\n---\nHats.\n",
    "docs/themes/coats.md": "---\ntitle: Coats\norder: 2\nterms: {Coats: [coat]}\n---\nCoats.\n",
    "docs/names/anna.md": "---\ntitle: Anna\nkind: person\n---\nShe wears hats.\n",
    "hooks/dossier/code.py": "CODE = 1\n",
    "mkdocs.yml": "site_name: Hats\nsite_description: >-\n  Our\n  hats.\nhooks: [publish.py]\n",
    "scripts/build": "#!/bin/sh\n",
    "seeds/hat.txt": "A hat.\n",
    "tests/shipped/seed-themes.yml": "hats\n",
    "tests/node_modules/package/index.js": "1\n",
}


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A small programme, in a project about hats."""
    root = tmp_path / "hats"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "scripts/build").chmod(0o755)
    return root


def texts(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): path.read_text("utf-8")
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


def test_a_project_has_the_programme_and_nothing_of_another_subject(
    programme: Path, tmp_path: Path
) -> None:
    found(programme, tmp_path / "river", RIVER)
    written = texts(tmp_path / "river")
    assert not any(re.search(r"\b(?:hats?|anna|coats?)\b", t, re.I) for t in written.values())
    assert set(written) == (
        {*FILES}
        - {"docs/themes/hats.md", "docs/themes/coats.md", "docs/names/anna.md"}
        - {"seeds/hat.txt", "tests/shipped/seed-themes.yml", "tests/node_modules/package/index.js"}
    ) | {
        *("docs/themes/floods.md", "docs/themes/shipping.md", "docs/themes/water-quality.md"),
        *("docs/names/.gitkeep", "seeds/.gitkeep", "programme.txt"),
        *("tests/shipped/made-up.yml", "tests/shipped/spelling-of-names.txt"),
    }
    assert (tmp_path / "river/scripts/build").stat().st_mode & 0o100
    assert written["hooks/dossier/code.py"] == "CODE = 1\n"


def test_the_pages_speak_of_the_new_subject(programme: Path, tmp_path: Path) -> None:
    found(programme, tmp_path / "river", RIVER)
    written = texts(tmp_path / "river")
    assert (
        "# The Arden Dossier\n\nWhat is reported on floods, shipping and water quality,"
        in (written["docs/index.md"])
    )
    assert written["docs/about/index.md"].startswith(
        "---\ntitle: About\n---\n# About\n\nThe Arden Dossier gathers articles on floods, shipping"
    )
    assert written["docs/about/index.md"].endswith("\n\n## More\n\nAll of it.\n")
    assert (
        "This one is The Arden Dossier. Its themes: Floods, Shipping, Water quality.\n"
        in (written["README.md"])
    )
    assert written["docs/about/editors.md"] == (
        "Say `in: [floods]` or\n```yaml\nnot: [shipping/Cuts]\n```\nand no more.\n"
    )
    assert written["mkdocs.yml"].startswith("site_name: The Arden Dossier\nsite_description: ")
    assert written["mkdocs.yml"].endswith("hooks: [publish.py]\n")


def test_its_themes_can_be_read_in_their_order(programme: Path, tmp_path: Path) -> None:
    project = tmp_path / "river"
    found(programme, project, RIVER)
    edition = read_edition(project)
    assert edition.problems == ()
    assert [theme.title for theme in edition.dossier.themes] == [*RIVER.titles]
    assert read_subject(project) == Subject("The Arden Dossier", RIVER.titles)


TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
)


@given(TITLES.map(lambda text: " ".join(text.split())), TITLES)
def test_whatever_it_is_called_it_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, title: str, theme: str
) -> None:
    subject = Subject(title, (" ".join(theme.split())[:60],))
    try:
        check_subject(subject)
    except Problems:
        return
    root = tmp_path_factory.mktemp("titles")
    for name, text in FILES.items():
        (root / "hats" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "hats" / name).write_text(text)
    found(root / "hats", root / "new", subject)
    edition = read_edition(root / "new")
    assert [each.message for each in edition.problems] == []
    assert read_subject(root / "new").title == title


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (Subject("!?", ("floods",)), "the title `!?` has no letters or digits; write a name"),
        (Subject("Ri\ufdd0ver", ("floods",)), "`Ri\ufdd0ver` holds the control character U+FDD0;"),
        (Subject("River", ()), "a dossier needs a theme; name at least one"),
        (Subject("River", ("floods", "Floods")), "the theme `Floods` is named twice"),
        (Subject("River", ("index",)), "`index` gives no address for the theme"),
        (Subject("Fluss", ("Flut",), "de"), "there is no interface in `de`, only in en; the words"),
    ],
)
def test_what_cannot_be_begun_is_refused(
    programme: Path, tmp_path: Path, subject: Subject, said: str
) -> None:
    with pytest.raises(Problems, match=re.escape(said)):
        found(programme, tmp_path / "new", subject)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_alone(programme: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("Dear")
    with pytest.raises(Problems, match="is there already and not empty"):
        found(programme, tmp_path / "full", RIVER)
    assert texts(tmp_path / "full") == {"letter.txt": "Dear"}


def test_an_update_brings_the_programme_and_leaves_what_people_wrote(
    programme: Path, tmp_path: Path
) -> None:
    project = tmp_path / "river"
    found(programme, project, RIVER)
    ours = {
        "docs/about/index.md": "# About us\n",
        "docs/themes/floods.md": "---\ntitle: Floods\nterms: {Walls: [levee]}\n---\nHigh water.\n",
        "seeds/one.txt": "Our article.\n",
        "docs/names/arden.md": "---\ntitle: Arden\nkind: place\n---\nA river.\n",
    }
    for name, text in ours.items():
        (project / name).write_text(text)
    configuration = (
        (project / "mkdocs.yml")
        .read_text()
        .replace('site_url: !ENV [SITE_URL, ""]', "site_url: https://arden.example.org/")
    )
    (project / "mkdocs.yml").write_text(configuration)
    (programme / "hooks/dossier/code.py").write_text("CODE = 2\n")
    (programme / "hooks/dossier/more.py").write_text("MORE = 1\n")
    (programme / "docs/assets/site.css").unlink()
    (programme / "mkdocs.yml").write_text(FILES["mkdocs.yml"] + "strict: true\n")
    guide = programme / "docs/about/editors.md"
    guide.write_text("Newer: `in: [hats]`.\n")
    assert update(programme, project) == []
    after = texts(project)
    assert {name: after[name] for name in ours} == ours
    assert after["hooks/dossier/code.py"] == "CODE = 2\n" and "hooks/dossier/more.py" in after
    assert "docs/assets/site.css" not in after
    assert "site_name: The Arden Dossier\n" in after["mkdocs.yml"]
    assert "site_url: https://arden.example.org/\n" in after["mkdocs.yml"]
    assert after["mkdocs.yml"].endswith("strict: true\n")
    assert after["docs/about/editors.md"].startswith("Newer: `in: [floods]`")
    assert update(programme, project) == [] and texts(project) == after


def test_what_was_changed_there_is_not_lost_by_an_update(programme: Path, tmp_path: Path) -> None:
    project = tmp_path / "river"
    found(programme, project, RIVER)
    (project / "docs/about/editors.md").write_text("Our own guide.\n")
    (project / "hooks/dossier/code.py").write_text("CODE = 'ours'\n")
    (programme / "hooks/dossier/code.py").write_text("CODE = 2\n")
    before = texts(project)
    with pytest.raises(Problems, match=r"hooks/dossier/code.py:1: was changed since programme.txt"):
        update(programme, project)
    assert texts(project) == before
    told = update(programme, project, anyway=True)
    assert told == ["docs/about/editors.md was changed here and is left as it is"]
    assert (project / "docs/about/editors.md").read_text() == "Our own guide.\n"
    assert (project / "hooks/dossier/code.py").read_text() == "CODE = 2\n"


def test_only_what_was_begun_so_is_updated(programme: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(Problems, match="lists nothing; was this project made by scripts/new"):
        update(programme, tmp_path / "other")


def test_the_list_removes_nothing_outside_the_project(tmp_path: Path) -> None:
    write_record(tmp_path, {"hooks/a.py": "1", "../b.py": "2", "/etc/c": "3"})
    assert read_record(tmp_path) == {"hooks/a.py": "1"}


def test_this_project_gives_its_programme_and_no_more() -> None:
    paths = [*programme_files(ROOT)]
    assert {"hooks/publish.py", "scripts/new", "docs/.overrides/base.html"} <= {*paths}
    assert not [path for path in paths if path.startswith(("seeds", "docs/names", "docs/themes"))]
    assert not [path for path in paths if "node_modules" in path or "__pycache__" in path]


def run(programme: Path, *arguments: str | Path, said: str = "") -> tuple[int, str, str]:
    with chdir(programme):
        result = CliRunner().invoke(program, ["new", *map(str, arguments)], input=said)
    return result.exit_code, result.stdout, result.stderr


def test_what_is_not_given_is_asked(programme: Path, tmp_path: Path) -> None:
    article = tmp_path / "flood.txt"
    article.write_text("The floods came on Monday.\n")
    answers: Sequence[str] = ("The Arden Dossier", "en", "floods, water quality", str(article))
    status, out, _ = run(programme, tmp_path / "river", said="\n".join(answers) + "\n")
    assert status == 0 and "seeds/flood.txt: written from flood.txt" in out
    edition = read_edition(tmp_path / "river")
    assert [theme.slug for theme in edition.dossier.themes] == ["floods", "water-quality"]
    assert [p.themes[0].slug for p in edition.dossier.passages] == ["floods"]


def test_mistakes_are_said_on_a_line_each(programme: Path, tmp_path: Path) -> None:
    options = ("--title", "Fluss", "--language", "de", "--theme", "Flut")
    status, _, told = run(programme, tmp_path / "new", *options)
    assert status == 1 and told.startswith("scripts/new:1: there is no interface in `de`")
    assert run(programme, tmp_path / "none", "--update")[0] == 1
    found(programme, tmp_path / "river", RIVER)
    assert run(programme, tmp_path / "river", "--update") == (
        0,
        f"{tmp_path / 'river'}: has this programme now\n",
        "",
    )
