"""Articles that try to harm come out as inert text, or as a problem with place and mend."""

import os
import re
import socket
from pathlib import Path

import pytest
from dossier.core.problems import Problem, Problems
from dossier.gathering.pipeline import Edition, read_edition
from dossier.publishing.blocked import find_blocked
from dossier.reading.articles import read_article
from dossier.reading.files import list_files
from hostile import corpus
from lxml import html
from playwright.sync_api import Browser
from support.project import ROOT, build, make_project
from support.serving import serve

HARMLESS = re.compile(r"(https?://|mailto:|#|(\.\./)*[\w%.~-]+(/|$)|\.\.?/)")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("hostile") / "project", dict(corpus.inert()))


@pytest.fixture(scope="module")
def edition(project: Path) -> Edition:
    return read_edition(project)


@pytest.fixture(scope="module")
def hostile_site(project: Path) -> Path:
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="module")
def articles(hostile_site: Path, edition: Edition) -> dict[str, html.HtmlElement]:
    """The page of each article, by its path in seeds/."""
    return {
        article.path: html.document_fromstring(
            (hostile_site / f"articles/{article.slug}/index.html").read_text("utf-8"),
            html.HTMLParser(encoding="utf-8", huge_tree=True),
        )
        for article in edition.dossier.articles
    }


def test_the_corpus_is_large() -> None:
    assert corpus.count() >= 150


def test_every_article_is_published(
    edition: Edition, articles: dict[str, html.HtmlElement]
) -> None:
    assert edition.problems == ()
    assert len(articles) == len(dict(corpus.inert()))


def test_plain_text_is_shown_to_the_letter(
    edition: Edition, articles: dict[str, html.HtmlElement]
) -> None:
    texts = dict(corpus.inert())
    for path, page in articles.items():
        if path.endswith(".txt"):
            text = texts[path.removeprefix("seeds/")]
            body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
            shown = "".join(block.text_content() for block in page.cssselect(".words"))
            assert "".join(shown.split()) == "".join(body.split()), path


def test_no_page_holds_anything_that_runs_or_loads(hostile_site: Path) -> None:
    own = {path.name for path in (hostile_site / "assets").rglob("*.js")}
    assert own > {path.name for path in (ROOT / "docs/assets").rglob("*.js")}
    for path in hostile_site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert list(find_blocked(text)) == [], path
        page = html.document_fromstring(text)
        for script in page.iter("script"):
            assert script.get("src", "").rpartition("/")[2] in own or "json" in script.get(
                "type", ""
            )
        for link in page.cssselect("main a[href]") if path.name != "404.html" else ():
            assert HARMLESS.match(link.get("href", "")), (path, link.get("href"))


def test_articles_bring_no_element_of_their_own(articles: dict[str, html.HtmlElement]) -> None:
    allowed = set(
        "a abbr blockquote br code dd dl dt em h2 h3 h4 h5 h6 hr li ol p pre span strong sup table "
        "tbody td th thead tr ul div".split()
    )
    for path, page in articles.items():
        for element in page.cssselect(".words *"):
            assert element.tag in allowed, (path, element.tag)
            given = set(element.keys()) - {"href", "title", "class", "id", "start", "data-hue"}
            assert not given, (path, element.tag, given)


def test_ids_stay_unique(articles: dict[str, html.HtmlElement]) -> None:
    for path, page in articles.items():
        ids = page.xpath("//@id")
        assert isinstance(ids, list)
        assert len(ids) == len(set(map(str, ids))), path


def test_in_chromium_nothing_runs_and_no_request_leaves(
    browser: Browser, hostile_site: Path, edition: Edition
) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error(e.blockedURI))"
    )
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    with serve(hostile_site) as address:
        page.on(
            "request", lambda r: None if r.url.startswith(address) else complaints.append(r.url)
        )
        lists = ["", "articles/", "themes/trade/"]
        for name in [*lists, *(f"articles/{a.slug}/" for a in edition.dossier.articles)]:
            page.goto(address + name, wait_until="load")
            harmed = page.evaluate(
                "[window.__pwned, document.querySelectorAll('main').length, document.title]"
            )
            assert harmed[:2] == [None, 1] and harmed[2], name
            assert complaints == [], name
    context.close()


def said(root: Path, name: str, text: str) -> list[Problem]:
    """The problems of a project that has one seed."""
    (root / "seeds").mkdir(exist_ok=True)
    path = root / "seeds" / name
    path.write_text(text, "utf-8", newline="")
    try:
        files, problems = list_files(root / "seeds", root, {".txt", ".md"})
        for file in files:
            read_article(file, root)
    except Problems as error:
        return list(error.problems)
    return problems


@pytest.mark.parametrize("case", corpus.PROBLEMS)
def test_hostile_front_matter_is_a_problem(case: str, tmp_path: Path) -> None:
    source, message = corpus.PROBLEMS[case]
    problems = said(tmp_path, "one.txt", f"---\n{source}\n---\nText.")
    assert message in str(problems[0])
    assert all(p.path == "seeds/one.txt" and p.line >= 1 for p in problems)
    assert all(str(p).isprintable() and len(str(p)) < 400 for p in problems)


@pytest.mark.parametrize("name", corpus.BODIES)
def test_a_hostile_file_is_a_problem(name: str, tmp_path: Path) -> None:
    text, message = corpus.BODIES[name]
    problems = said(tmp_path, name, text)
    assert len(problems) == 1 and message in str(problems[0])
    assert str(problems[0]).isprintable() and "; " in problems[0].message


def test_a_text_of_front_matter_stands_on_one_line(tmp_path: Path) -> None:
    """So that none can add a line to a record, a list or a heading."""
    (tmp_path / "seeds").mkdir()
    text = '---\ntitle: "A\\nTY  - B\\u2028# C\\n"\ndescription: |\n  One\n\n  # Two\n---\nText.'
    (tmp_path / "seeds/one.txt").write_text(text, "utf-8")
    article = read_article(tmp_path / "seeds/one.txt", tmp_path)
    assert (article.title, article.description) == ("A TY  - B # C", "One # Two")


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    """Links that lead out, links to folders, loops, pipes and sockets."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/one.txt").write_text("secret")
    (seeds / "real.txt").write_text("Text.")
    (seeds / "inside.txt").symlink_to("real.txt")
    (seeds / "out.txt").symlink_to("../secret.txt")
    (seeds / "passwd.txt").symlink_to("/etc/passwd")
    (seeds / "null.txt").symlink_to("/dev/null")
    (seeds / "self.txt").symlink_to("/proc/self/environ")
    (seeds / "lost.txt").symlink_to("nowhere.txt")
    (seeds / "linked").symlink_to("../folder")
    os.mkfifo(seeds / "pipe.txt")
    listener = socket.socket(socket.AF_UNIX)
    here = os.open(seeds, os.O_RDONLY)
    listener.bind(f"/proc/self/fd/{here}/socket.txt")  # the path itself may be too long for one
    try:
        edition = read_edition(tmp_path)
    finally:
        listener.close()
        os.close(here)
    assert {(p.path, p.message.split(";")[0]) for p in edition.problems} == {
        ("seeds/linked", "is a link to a folder"),
        ("seeds/lost.txt", "cannot be read (No such file or directory)"),
        ("seeds/null.txt", "is a link that leads out of this folder"),
        ("seeds/out.txt", "is a link that leads out of this folder"),
        ("seeds/passwd.txt", "is a link that leads out of this folder"),
        ("seeds/pipe.txt", "is no ordinary file"),
        ("seeds/self.txt", "is a link that leads out of this folder"),
        ("seeds/socket.txt", "is no ordinary file"),
    }


def test_a_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / os.fsdecode(b"seeds/a\xff.txt")).write_text("Text.")
    (problem,) = read_edition(tmp_path).problems
    assert str(problem).startswith("seeds/a\\udcff.txt:1: has a control character in its name")
