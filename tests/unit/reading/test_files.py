"""What is no input, or cannot be read as one, is said with the mend."""

import os
from pathlib import Path

import pytest
from dossier.core.problems import Problems
from dossier.reading import files
from dossier.reading.files import list_files, read_data, read_text
from hypothesis import given
from hypothesis import strategies as st


def listed(root: Path) -> tuple[list[str], dict[str, str]]:
    """The files found below seeds/, and what is wrong with the rest."""
    found, problems = list_files(root / "seeds", root, {".txt", ".md"})
    assert all(problem.line == 1 for problem in problems)
    names = [path.relative_to(root).as_posix() for path in found]
    return names, {problem.path: problem.message for problem in problems}


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.", "utf-8")


def test_files_of_all_folders_are_found_in_order(tmp_path: Path) -> None:
    make(tmp_path, "seeds/b.txt", "seeds/a.MD", "seeds/old/c.txt", "seeds/.d.txt", "seeds/.e/f.md")
    assert listed(tmp_path) == (["seeds/a.MD", "seeds/b.txt", "seeds/old/c.txt"], {})


def test_a_project_may_lie_in_a_hidden_folder(tmp_path: Path) -> None:
    make(tmp_path, ".hidden/seeds/a.txt")
    assert listed(tmp_path / ".hidden") == (["seeds/a.txt"], {})


def test_what_is_no_input_is_a_problem(tmp_path: Path) -> None:
    make(tmp_path, "seeds/a.docx", "seeds/b\x07.txt", "seeds/c\nd.txt", "seeds/e\tf.txt")
    (tmp_path / "seeds/folder.md").mkdir()
    os.mkfifo(tmp_path / "seeds/pipe.txt")
    found, problems = listed(tmp_path)
    control = "has a control character in its name, or one that is not UTF-8; rename it"
    assert found == []
    assert problems == {
        "seeds/a.docx": "is not a .md or .txt file; convert it, or move it out of this folder",
        "seeds/b\x07.txt": control,
        "seeds/c\nd.txt": control,
        "seeds/e\tf.txt": control,
        "seeds/folder.md": "is a folder with the name of a file; rename it or move its files up",
        "seeds/pipe.txt": "is no ordinary file; delete it",
    }


def test_links_may_lead_to_files_beside_them_alone(tmp_path: Path) -> None:
    make(tmp_path, "seeds/a.txt", "secret.txt", "other/b.txt")
    for name, target in (
        ("good.txt", "a.txt"),
        ("out.txt", "../secret.txt"),
        ("folder", "../other"),
        ("loop.txt", "loop.txt"),
    ):
        (tmp_path / "seeds" / name).symlink_to(target)
    found, problems = listed(tmp_path)
    assert found == ["seeds/a.txt", "seeds/good.txt", "seeds/loop.txt"]
    assert problems == {
        "seeds/out.txt": "is a link that leads out of this folder; copy the file here instead",
        "seeds/folder": "is a link to a folder; move that folder here, or delete the link",
    }


def read(root: Path, data: bytes) -> str:
    (root / "a.txt").write_bytes(data)
    return read_text(root / "a.txt", root)


def told(root: Path, data: bytes) -> list[str]:
    """The problems of a file of these bytes."""
    with pytest.raises(Problems) as error:
        read(root, data)
    return [str(problem) for problem in error.value.problems]


def test_lines_end_alike_whatever_wrote_them(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfOne\r\ntwo\rthree\n") == "One\ntwo\nthree\n"


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], include_characters="\t\n")))
def test_words_are_read_as_they_are(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("text", numbered=True)
    assert read(root, text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"One\ntw\xff", "a.txt:2: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"\xe9", "a.txt:1: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (
            "One\n\ntwo\u202e\u202e".encode(),
            "a.txt:3: holds the control character RIGHT-TO-LEFT OVERRIDE; delete it",
        ),
        (b"\n\xff", "a.txt:2: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"\x07", "a.txt:1: holds the control character U+0007; delete it"),
        ("\ufffe".encode(), "a.txt:1: holds the control character U+FFFE; delete it"),
        (
            "\u2066".encode(),
            "a.txt:1: holds the control character LEFT-TO-RIGHT ISOLATE; delete it",
        ),
    ],
)
def test_what_is_no_text_is_said_with_its_line(tmp_path: Path, data: bytes, problem: str) -> None:
    assert told(tmp_path, data) == [problem]


def test_each_control_character_is_said(tmp_path: Path) -> None:
    assert [line.partition(":")[2][0] for line in told(tmp_path, b"\x07\n\x08")] == ["1", "2"]


def test_a_file_may_be_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    assert read(tmp_path, b"a" * 1000) == "a" * 1000
    assert told(tmp_path, b"a" * 1001) == ["a.txt:1: is larger than 1,000 bytes; divide it"]
    (tmp_path / "a.txt").write_bytes(b"a" * 5000)
    assert len(read_data(tmp_path / "a.txt")) == 1001


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problems) as error:
        read_text(tmp_path / "a.txt", tmp_path)
    assert str(error.value) == (
        "a.txt:1: cannot be read (No such file or directory); check the file and its permissions"
    )
