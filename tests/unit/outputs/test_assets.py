"""Style sheets are joined in their order, and each file is named by its contents."""

from pathlib import Path

import pytest
from dossier.core.cache import Cache
from dossier.outputs.assets import Assets
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Whitespace
from support.project import ROOT

STYLES = ("assets/one.css", "assets/two/two.css", "assets/print.css", "assets/three.css")
FILES = {
    "assets/one.css": "/* the first */\nbody { color: red; }\n",
    "assets/two/two.css": "p { margin: calc(1px + 2em) }",
    "assets/print.css": "p { color: black; }",
    "assets/three.css": "/* nothing */",
    "assets/two/plain.js": "// what\nimport('./more.js');\n\n  said(`a  b`); /* in\n all */\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_sheets_are_joined_in_order_and_print_stays_apart(docs: Path) -> None:
    first, print_, last = Assets(docs, STYLES, (), Cache()).sheets.items()
    assert first[1] == b"body{color:red}p{margin:calc(1px + 2em)}"
    assert first[0].startswith("assets/site-") and first[0].endswith("-all.css")
    assert print_[1] == b"p{color:black}"
    assert print_[0].startswith("assets/site-") and print_[0].endswith("-print.css")
    assert last[1] == b""


def test_a_sheet_that_leads_elsewhere_or_is_not_there_stays_as_it_is(docs: Path) -> None:
    Path(docs, "assets/two/two.css").write_text("p { background: url(dot.png) }", "utf-8")
    styles = (*STYLES[:2], "assets/nowhere.css", STYLES[3])
    assets = Assets(docs, styles, ["assets/nowhere.js"], Cache())
    one, two, nowhere, three = assets.sheets
    assert (two, nowhere) == styles[1:3]
    assert {*assets.files} == {one, three, "assets/two/plain.js"}
    assert assets.address("assets/nowhere.js") == "assets/nowhere.js"


def test_a_script_stays_in_its_folder_and_keeps_what_it_says(docs: Path) -> None:
    assets = Assets(docs, (), ["assets/two/plain.js"], Cache())
    address = assets.address("assets/two/plain.js")
    assert address.startswith("assets/two/site-") and address.endswith("-plain.js")
    assert assets.files == dict.fromkeys(
        ("assets/two/plain.js", address), b"import('./more.js');\nsaid(`a  b`);\n"
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("a = `${b ? `${c},  ` : ''}d,  ${e}.`;", "a = `${b ? `${c},  ` : ''}d,  ${e}.`;\n"),
        ("a = `b\n  // c\n  d`;", "a = `b\n  // c\n  d`;\n"),
        ("a = '// b'; // c", "a = '// b';\n"),
        ("a = /[/*]  b/u; /* c */ d", "a = /[/*]  b/u;  d\n"),
        ("return /* a\n b */ c", "return \nc\n"),
        ("/** a */\nexport  function b() {\n\tc();\n}", "export function b() {\nc();\n}\n"),
    ],
)
def test_of_a_script_nothing_goes_but_comments_and_indents(
    tmp_path: Path, written: str, published: str
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.js").write_text(written, "utf-8")
    files = Assets(tmp_path, (), (), Cache()).files
    assert files == {"assets/a.js": published.encode()}


def test_our_own_scripts_say_what_they_said() -> None:
    files = Assets(ROOT / "docs", (), (), Cache()).files
    assert len(files) > 20
    for path, content in files.items():
        before, after = (
            [
                part
                for _, kind, part in JavascriptLexer().get_tokens_unprocessed(text)
                if part and kind not in Comment and kind not in Whitespace
            ]
            for text in ((ROOT / "docs" / path).read_text("utf-8"), content.decode())
        )
        assert before == after, path
        assert len(content) < (ROOT / "docs" / path).stat().st_size, path


def test_a_name_stands_for_one_content_alone(docs: Path) -> None:
    def names() -> list[str]:
        return [*Assets(docs, STYLES, ["assets/two/plain.js"], Cache()).files]

    before = names()
    assert names() == before
    Path(docs, "assets/one.css").write_text("body { color: green; }", "utf-8")
    Path(docs, "assets/two/plain.js").write_text("import('./less.js');", "utf-8")
    assert [name in before for name in names()] == [False, True, True, True, False]
