"""The export: plain Markdown and configurations that other generators read, and nothing lost."""

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from dossier.publishing.export import export_to

Output = pytest.CaptureFixture[str]
FORMS = ("bib", "ris", "json")
CONFIGURATION = """site_name: The "Dossier"
site_description: About it.
site_url: !ENV [SITE_URL, ""]
markdown_extensions:
  - attr_list
  - toc: {marker: ""}
"""
FILES = {
    "mkdocs.yml": CONFIGURATION,
    "docs/index.md": "---\ntitle: Home\n---\n# The front\n\nAnna Rao is here.\n",
    "docs/about/terms.md": (
        '---\ndescription: "A <b> & 5 < 6"\n---\n# Our *terms*\n\n| a | b |\n|--|--|\n| 1 | 2 |\n'
    ),
    "docs/themes/trade.md": "---\ntitle: Trade\nterms: {Tariffs: [tariff]}\n---\nAbout trade.\n",
    "docs/names/anna-rao.md": "---\ntitle: Anna Rao\nkind: person\n---\nAnna Rao is a minister.\n",
    "docs/assets/map.png": "picture",
    "docs/assets/site.css": "p {}",
    "docs/assets/site.js": "go()",
    "docs/.overrides/main.html": "template",
    "docs/.hidden.png": "hidden",
    "seeds/talks.md": (
        "---\ntitle: 'Talks: \"so\" <now>'\ndate: 2025-12-09\nupdated: 2025-12-10\n"
        "authors: [Anna Rao]\nsource: {name: A Paper, published: 2025-12}\n"
        "event: {date: 2025-12-08, place: New Delva}\n---\n"
        "A tariff, says Anna Rao.\n\n*Emphasis* and {{ braces }}.\n"
    ),
    "seeds/plain.txt": "No more than words.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def exported(project: Path, tmp_path: Path) -> Path:
    """The folder of an export."""
    assert export_to(tmp_path / "made/export") == 0
    return tmp_path / "made/export"


def read(exported: Path, name: str) -> tuple[dict[str, object], str]:
    """The front matter and the text of a page."""
    _, front_matter, body = (exported / "docs" / name).read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front_matter), body


def test_every_page_is_a_file_and_what_pages_lead_to_stands_beside(exported: Path) -> None:
    names = {
        path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()
    }
    pages = {
        *("index.md", "search.md", "about/index.md", "about/corrections.md", "about/terms.md"),
        *("names/index.md", "articles/index.md", "timeline/index.md", "figures/index.md"),
        *("articles/talks.md", "articles/plain.md", "themes/trade.md", "names/anna-rao.md"),
        *("themes/trade/tariffs.md", "new/index.md"),
        *(f"articles/{slug}/cite.{form}" for slug in ("talks", "plain") for form in FORMS),
        "assets/map.png",
    }
    assert names == {
        *(f"docs/{page}" for page in pages),
        *("mkdocs.yml", "hugo.toml", "README.md", "layouts/_markup/render-link.html"),
    }
    assert exported.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in exported.parent.iterdir()] == ["export"]


def test_an_article_says_what_is_known_of_it(exported: Path) -> None:
    facts, body = read(exported, "articles/talks.md")
    assert {
        key: str(value) if key in ("date", "updated") else value for key, value in facts.items()
    } == {
        "title": "Talks: &quot;so&quot; &lt;now>",
        "description": "A tariff, says Anna Rao.",
        "date": "2025-12-09",
        "updated": "2025-12-10",
        "authors": ["Anna Rao"],
        "source": {"name": "A Paper", "published": "2025-12"},
        "event": {"date": "2025-12-08", "place": "New Delva"},
        "language": "en",
        "themes": ["Trade"],
        "names": ["Anna Rao"],
    }
    assert "A tariff, says [Anna Rao](../names/anna-rao.md)." in body
    assert "*Emphasis* and &#123;&#123; braces }}." in body
    assert '<div id="p1"></div>' in body
    facts, _ = read(exported, "articles/plain.md")
    assert facts == {
        "title": "No more than words.",
        "description": "No more than words.",
        "language": "en",
    }


def test_what_people_wrote_is_there_with_its_names_linked(exported: Path) -> None:
    facts, body = read(exported, "index.md")
    assert facts["title"] == "The front"
    assert "[Anna Rao](names/anna-rao.md) is here." in body
    facts, body = read(exported, "about/terms.md")
    assert facts == {"description": "A &lt;b> & 5 < 6", "title": "Our terms"}
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in body
    _, body = read(exported, "themes/trade.md")
    assert "About trade." in body and "A tariff, says" in body
    _, body = read(exported, "names/anna-rao.md")
    assert "Anna Rao is a minister." in body


def test_mkdocs_reads_its_configuration(exported: Path) -> None:
    text = (exported / "mkdocs.yml").read_text("utf-8")
    known = yaml.safe_load(text)
    assert text.startswith("# Written by scripts/export")
    assert (known["site_name"], known["site_description"]) == ('The "Dossier"', "About it.")
    assert known["theme"]["name"] == "material" and known["strict"] is True
    assert known["theme"]["font"] is False and known["plugins"] == ["search"]
    assert known["nav"][:2] == [{"Home": "index.md"}, {"Trade": "themes/trade.md"}]
    assert not {"site_url", "copyright"} & set(known)


def test_hugo_reads_its_configuration(exported: Path) -> None:
    known = tomllib.loads((exported / "hugo.toml").read_text("utf-8"))
    assert (known["baseURL"], known["title"]) == ("/", 'The "Dossier"')
    first, *pages = known["module"]["mounts"]
    assert (first["source"], first["target"]) == ("docs", "content")
    lists = ["about", "articles", "figures", "names", "new", "timeline"]
    assert first["files"] == [
        *(f"! {name}/index.md" for name in lists[:3]),
        "! index.md",
        *(f"! {name}/index.md" for name in lists[3:]),
    ]
    assert {"source": "docs/names/index.md", "target": "content/names/_index.md"} in pages
    assert {"source": "docs/index.md", "target": "content/_index.md"} in pages


def test_the_address_of_the_site_is_told(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert export_to(tmp_path / "export") == 0
    assert yaml.safe_load((tmp_path / "export/mkdocs.yml").read_text())["site_url"] == (
        "https://example.org/"
    )
    assert tomllib.loads((tmp_path / "export/hugo.toml").read_text())["baseURL"] == (
        "https://example.org/"
    )


def test_the_guide_names_the_site(exported: Path) -> None:
    text = (exported / "README.md").read_text("utf-8")
    assert text.startswith('# The "Dossier": an export\n') and "(`{#id}`)" in text


def test_an_export_replaces_the_last_one(exported: Path, project: Path, capsys: Output) -> None:
    (project / "seeds/plain.txt").unlink()
    assert export_to(exported) == 0
    assert capsys.readouterr().err.endswith(f"Exported to {exported}\n")
    assert not (exported / "docs/articles/plain.md").exists()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.txt"], "holds files that are no export"),
        (["mkdocs.yml"], "holds files that are no export"),
        ([], "is a file"),
    ],
)
def test_no_other_files_are_replaced(
    project: Path, tmp_path: Path, capsys: Output, names: list[str], said: str
) -> None:
    target = tmp_path / "target"
    if names:
        target.mkdir()
    for path in [target / name for name in names] or [target]:
        path.write_text("mine")
    assert export_to(target) == 1
    assert capsys.readouterr().err == f"{target}: {said}; choose a new or empty folder\n"
    assert all((target / name).read_text() == "mine" for name in names)


def test_an_empty_folder_may_be_filled(project: Path, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    assert export_to(tmp_path / "target") == 0
    assert (tmp_path / "target/docs/index.md").is_file()


def test_nothing_is_exported_while_there_are_problems(
    project: Path, tmp_path: Path, capsys: Output
) -> None:
    (project / "seeds/bad.md").write_text("---\nnothing\n---\nWords.")
    assert export_to(tmp_path / "target") == 1
    err = capsys.readouterr().err
    assert err.startswith("seeds/bad.md:2: ") and err.endswith("Nothing was exported.\n")
    assert not (tmp_path / "target").exists()


def test_what_goes_wrong_on_the_way_leaves_nothing(project: Path, tmp_path: Path) -> None:
    (project / "mkdocs.yml").write_text("nothing: here\n")
    with pytest.raises(KeyError):
        export_to(tmp_path / "made/target")
    assert list((tmp_path / "made").iterdir()) == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("AT&T &lt; 5", "AT&T &amp;lt; 5"),
        ("a <b> </c> <!d> <?e> < f <5", "a &lt;b> &lt;/c> &lt;!d> &lt;?e> < f <5"),
    ],
)
def test_titles_show_as_they_are(project: Path, tmp_path: Path, title: str, shown: str) -> None:
    seed = f"---\ntitle: {json.dumps(title)}\n---\nWords.\n"
    (project / "seeds/own.md").write_text(seed, "utf-8")
    assert export_to(tmp_path / "export") == 0
    assert read(tmp_path / "export", "articles/own.md")[0]["title"] == shown


def test_a_name_with_a_line_end_of_its_own_can_be_read(project: Path, tmp_path: Path) -> None:
    text = CONFIGURATION.replace('The "Dossier"', '"A\\u2028B\\x7fC"')
    (project / "mkdocs.yml").write_text(text)
    assert export_to(tmp_path / "export") == 0
    for name, read in (("mkdocs.yml", yaml.safe_load), ("hugo.toml", tomllib.loads)):
        known = read((tmp_path / "export" / name).read_text("utf-8"))
        assert (known.get("site_name") or known.get("title")) == "A\u2028B\x7fC"
