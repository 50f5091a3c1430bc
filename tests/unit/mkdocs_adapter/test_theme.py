"""What is the same on many pages is made for the first of them alone."""

from pathlib import Path

from dossier.mkdocs_adapter.theme import Once, slim
from mkdocs.theme import Theme


def test_a_block_is_made_once_for_each_key() -> None:
    once = Once()
    made: list[str] = []

    def block(text: str) -> str:
        made.append(text)
        return text

    assert once("a", 1, caller=lambda: block("\n  <p>one</p>\n\n\t<p>two</p> \n")) == (
        "<p>one</p>\n<p>two</p>"
    )
    assert once("a", 1, caller=lambda: block("other")) == "<p>one</p>\n<p>two</p>"
    assert once("a", 2, caller=lambda: block("other")) == "other"
    assert len(made) == 2


def test_a_theme_finds_all_templates_and_lists_ours(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("Ours {{ 1 + 1 }}")
    theme = Theme("material", custom_dir=str(tmp_path))
    slim(theme)
    environment = theme.get_env()
    assert environment.list_templates() == ["404.html"]
    assert environment.get_template("404.html").render() == "Ours 2"
    assert environment.get_template("partials/copyright.html")
