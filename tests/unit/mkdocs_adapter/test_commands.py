"""MkDocs is called as people call it, and what it makes of that is told."""

from pathlib import Path

import pytest
from dossier.core.problems import Problems
from dossier.mkdocs_adapter.commands import build_site, serve_site
from dossier.publishing.build import MadeSite


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n\nWords.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins: []\ntheme: {name: mkdocs}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_site_is_built_into_a_folder(tmp_path: Path) -> None:
    assert build_site(tmp_path / "fresh") == MadeSite({}, ())
    assert "Words." in (tmp_path / "fresh/index.html").read_text()


def test_a_warning_is_a_mistake(project: Path) -> None:
    (project / "docs/index.md").write_text("[nowhere](nowhere.md)")
    assert build_site(project / "fresh") is None


def test_a_build_that_breaks_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "hook.py").write_text("def on_env(env, config, files):\n    1 / 0\n")
    with (project / "mkdocs.yml").open("a") as file:
        file.write("hooks: [hook.py]\n")
    assert build_site(project / "fresh") is None
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_wrong_configuration_is_told_with_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, said in (
        ("site_name: [\n", "mkdocs.yml:2: the configuration is not valid YAML ("),
        ("site_name: A\ntheme: nowhere\n", "mkdocs.yml:2: `theme` is not right: Unrecogni"),
        ("site_name: A\nsite_url: https://[::1\n", "mkdocs.yml:2: `site_url` is not right: "),
    ):
        (project / "mkdocs.yml").write_text(text)
        assert build_site(project / "fresh") is None
        assert said in capsys.readouterr().err
        with pytest.raises(Problems) as error:
            serve_site("127.0.0.1:0", False)
        assert str(error.value).startswith(said)
