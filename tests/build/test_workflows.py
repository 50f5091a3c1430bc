"""The workflows that publish, run as they stand in their files, and what a reader is given."""

import shutil
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag
from urllib.request import urlopen

import pytest
import yaml
from dossier.publishing.manifest import verify_host
from lxml import html
from support.nginx import free_port, nginx
from support.project import ROOT, make_project
from support.workflow import Runner

SEEDS = {
    "talks.txt": "---\ntitle: The talks\ndate: 2025-03-04\n---\nThe Quartet met, a tariff at hand.",
    "visit.txt": "---\ntitle: The visit\ndate: 2024-05-06\n---\nThe Quartet came for trade.",
    "ahead.txt": "---\ntitle: Ahead\ndate: 2999-01-01\n---\nNot to be seen before its day.",
}
ARTICLES = {
    "pages": ["articles/talks/", "articles/visit/"],
    "years": ["2025/articles/talks/", "2024/articles/visit/"],
}
HOMES = {"pages": [""], "years": ["2025/", "2024/"]}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with the project's own scripts."""
    project = make_project(tmp_path_factory.mktemp("repository") / "project", SEEDS)
    scripts = ("setup", "build", "verify", "locks")
    (project / "scripts").mkdir()
    for name in scripts:
        path = ROOT / "scripts" / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, project / "scripts" / name)
    return project


@pytest.mark.parametrize("workflow", ["pages", "years"])
def test_they_may_only_read_where_no_job_asks_for_more(workflow: str) -> None:
    whole = yaml.safe_load((ROOT / f".github/workflows/{workflow}.yml").read_text("utf-8"))
    assert whole["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("workflow", ["pages", "years"])
def test_what_is_published_is_whole_and_its_links_lead_on(
    workflow: str, repository: Path, tmp_path: Path
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/dossier/"
    runner = Runner(repository, tmp_path / "runner", address)
    site = runner.run(ROOT / f".github/workflows/{workflow}.yml")
    (tmp_path / "root").mkdir()
    (tmp_path / "root/dossier").symlink_to(site)
    with nginx(tmp_path / "nginx", tmp_path / "root", "/dossier", port=port):
        assert verify_host(address) == []
        found = read_all(address)
        lost = with_nothing(f"{address}articles/nowhere/")
        robots = urlopen(f"{address}robots.txt").read().decode()
    for page in (*HOMES[workflow], *ARTICLES[workflow]):
        assert address + page in found
    assert not [url for url in found if "/ahead/" in url]
    assert {address + home for home in HOMES[workflow]} <= links(lost, address)
    for home in HOMES[workflow]:
        assert f"\nSitemap: {address}{home}sitemap.xml\n" in robots


def read_all(address: str) -> dict[str, set[str]]:
    """All to which links lead on a site from its first page, and the ids there, by address.

    Raises `HTTPError` where a link leads to nothing.
    """
    waiting, found, ids = {address}, set[str](), dict[str, set[str]]()
    while waiting:
        url = waiting.pop()
        with urlopen(url) as answer:
            is_page = answer.headers.get_content_type() == "text/html"
            page = html.document_fromstring(answer.read(), base_url=url) if is_page else None
        ids[url] = {str(name) for name in page.xpath("//@id")} if page is not None else set()
        fresh = links(page, address) if page is not None else set()
        found |= fresh
        waiting |= {urldefrag(link).url for link in fresh} - ids.keys()
    for link in found:
        url, fragment = urldefrag(link)
        assert not fragment or fragment in ids[url] or fragment == "top", link
    return ids


def links(page: html.HtmlElement, address: str) -> set[str]:
    """The links of a page that stay on the site."""
    page.make_links_absolute(page.base_url)
    return {link for _, _, link, _ in page.iterlinks() if link.startswith(address)}


def with_nothing(url: str) -> html.HtmlElement:
    """The page that is there where nothing is."""
    with pytest.raises(HTTPError, match="404") as error:
        urlopen(url)
    return html.document_fromstring(error.value.read(), base_url=url)
