"""The command line: one program, of which each script calls one command.

A command loads what it needs when it is called, so that none waits for what another needs.
"""

import json
import os
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any

import click

from dossier.core.environment import check_environment


class PathFromHere(click.Path):
    """A path as whoever gives the command means it: relative to the folder they are in.

    The scripts leave it for the project's, and tell it in DOSSIER_FROM.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return from_here(str(value))


def from_here(path: str | Path) -> Path:
    """A path, relative to the folder in which the command was given."""
    return Path(os.environ.get("DOSSIER_FROM", "."), path).resolve()


class Script(click.Command):
    """A command that people know as the script of its name."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        return super().make_context(f"scripts/{info_name}", args, **extra)


class Program(click.Group):
    """The commands; each returns its exit status."""

    command_class = Script


@click.group(cls=Program)
def program() -> None:
    """Turn articles on a subject into a website. Each script calls one of these commands."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    for wrong in check_environment():
        raise click.ClickException(wrong)


@program.result_callback()
def finish(status: int) -> None:
    """End with the exit status of a command."""
    sys.exit(status)


@program.command()
@click.option(
    "--site-dir",
    type=PathFromHere(),
    default=lambda: Path("site").resolve(),
    help="Where the site goes.  [default: site]",
)
@click.option("--year", help="Build one year, or `undated`, as a site in a folder of the site.")
@click.option("--join", is_flag=True, help="Only lead to the years that were built elsewhere.")
@click.option("--list-years", is_flag=True, help="Only say which years there are.")
@click.option("--books", is_flag=True, help="Make books (EPUB) and briefings (PDF), too.")
def build(site_dir: Path, year: str | None, join: bool, list_years: bool, books: bool) -> int:
    """Build the site beside the last one, and put it in its place when it is whole."""
    from dossier.publishing.build import MadeSite, publish
    from dossier.publishing.unchanged import LastSite
    from dossier.publishing.yearly import is_year
    from dossier.reading.schedule import UNDATED

    def make(folder: Path, last: LastSite) -> MadeSite | None:
        from dossier.mkdocs_adapter.commands import build_site  # MkDocs takes its time to load

        return build_site(folder, last)

    if (year is not None) + join + list_years > 1:
        raise click.UsageError("choose one of --year, --join and --list-years")
    if year is not None and not is_year(year):
        message = f"{year} is no year; write four digits, or {UNDATED}"
        raise click.BadParameter(message, param_hint="--year")
    if list_years:
        from dossier.gathering import pipeline

        click.echo(json.dumps(pipeline.list_years(Path.cwd())))
        return 0
    os.environ["DOSSIER_BOOKS"] = "true" if books else ""
    status = publish(site_dir, make, year or "", join)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # all is written; to take the memory apart, value by value, takes seconds


@program.command()
@click.option(
    "-a",
    "--dev-addr",
    "address",
    default="127.0.0.1:8000",
    help="Host and port.",
    show_default=True,
)
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
def serve(address: str, open_browser: bool) -> int:
    """Show the site and each change as it is saved, drafts too."""
    from dossier.mkdocs_adapter.commands import serve_site
    from dossier.preview import serve as preview

    host, _, port = address.rpartition(":")
    if not (host and port.isdigit()):
        raise click.BadParameter(f"{address} is no address; write 127.0.0.1:8000", param_hint="-a")
    os.environ["DOSSIER_DRAFTS"] = "true"
    return preview.serve(lambda: serve_site(address, open_browser), host, int(port))


@program.command()
@click.argument("place", metavar="DIR|URL")
@click.option(
    "--against",
    type=PathFromHere(),
    metavar="DIR|FILE",
    help="Measure a host by this site’s manifest, not by its own.",
)
def verify(place: str, against: Path | None) -> int:
    """Check a copy of the site, or the host that serves it, against the manifest in it."""
    from dossier.publishing import manifest

    is_url = place.startswith(("http://", "https://"))
    if against and not is_url:
        raise click.UsageError("--against is for an address; a folder has its own manifest")
    return manifest.verify(place if is_url else str(from_here(place)), against)


@program.command()
@click.argument("directory", type=PathFromHere(), metavar="DIR")
def export(directory: Path) -> int:
    """Write all pages as plain Markdown into a new or empty folder."""
    from dossier.publishing.export import export_to

    return export_to(directory)


@program.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|ADDRESS...")
@click.option("--draft", is_flag=True, help="Mark them as drafts, which only scripts/serve shows.")
@click.option("--anyway", is_flag=True, help="Add what is there already, too.")
@click.option("--to", "folder", type=PathFromHere(), help="Write to this folder, not to seeds/.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, only say what would be done.")
@click.option("--private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def add(
    sources: tuple[str, ...],
    draft: bool,
    anyway: bool,
    folder: Path | None,
    dry: bool,
    private: bool,
    form: str,
) -> int:
    """Turn web pages, Word, PDF and other files into articles in seeds/."""
    from dossier.importing.add import Wish, add_files, is_address

    places = {name: name if is_address(name) else from_here(name) for name in sources}
    return add_files(places, Wish(draft, anyway, private, dry, form == "json", folder))


@program.command()
@click.argument("folder", type=PathFromHere(), metavar="FOLDER")
@click.option("--title", help="What the dossier is called.")
@click.option("--language", help="The language of its pages.")
@click.option("--theme", "themes", multiple=True, help="A theme; give one for each.")
@click.option("--article", "sources", multiple=True, help="A file, or an address; one for each.")
@click.option("--update", is_flag=True, help="Bring this programme into a project that has one.")
@click.option("--anyway", is_flag=True, help="With --update: overwrite what was changed there.")
def new(
    folder: Path,
    title: str | None,
    language: str | None,
    themes: tuple[str, ...],
    sources: tuple[str, ...],
    update: bool,
    anyway: bool,
) -> int:
    """Begin a dossier on another subject in FOLDER; what is not given is asked."""
    from dossier.founding.new import Subject, begin, renew

    if update:
        return renew(Path.cwd(), folder, anyway)
    title = title or click.prompt("Title")
    language = language or click.prompt("Language of the pages", default="en")
    if not themes:
        said = click.prompt("Themes, with commas between them")
        themes = tuple(theme.strip() for theme in said.split(",") if theme.strip())
        asked = click.prompt("Articles: files or addresses", default="", show_default=False)
        sources = (*sources, *asked.split())
    subject = Subject(title.strip(), tuple(" ".join(theme.split()) for theme in themes), language)
    if status := begin(Path.cwd(), folder, subject):
        return status
    if not sources:
        return 0
    from dossier.importing.add import Wish, add_files, is_address

    places = {name: name if is_address(name) else from_here(name) for name in sources}
    with chdir(folder):
        return add_files(places, Wish())


@program.command()
@click.argument("article", required=False, default="")
@click.option("--why", metavar="WORDS", default="", help="Explain the passages with these words.")
@click.option("--all", "in_full", is_flag=True, help="Shorten no list.")
@click.option("--stub", metavar="NAME", help="Write a page for this name, to fill in.")
@click.option("--settle", metavar="ID", multiple=True, help="Tell this finding no more.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--seeds", type=PathFromHere(), help="Read the articles of another folder.")
def check(
    article: str,
    why: str,
    in_full: bool,
    stub: str | None,
    settle: tuple[str, ...],
    form: str,
    seeds: Path | None,
) -> int:
    """Say what became of each article and what deserves a look; of one ARTICLE, everything."""
    from dossier.editing.check import Choice, begin_name
    from dossier.editing.check import check as tell

    if stub is not None:
        return begin_name(stub, seeds)
    place = from_here(article) if article else Path()
    return tell(seeds, Choice(article, place, why, in_full, form == "json", settle))


@program.command()
@click.argument("theme", required=False, default="")
@click.option("--most", default=10, show_default=True, help="How many of each to show.")
@click.option("--settle", metavar="ID", multiple=True, help="Propose this no more.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--seeds", type=PathFromHere(), help="Read the articles of another folder.")
def suggest(theme: str, most: int, settle: tuple[str, ...], form: str, seeds: Path | None) -> int:
    """Propose terms for the themes, or for one THEME by its address, and names for pages."""
    from dossier.editing.suggest import print_suggestions

    return print_suggestions(Path.cwd(), seeds, theme, most, form, settle)


@program.command()
def schemas() -> int:
    """Write the JSON Schemas of front matter into .vscode/schemas/, for editors of text."""
    from dossier.editing.schemas import write_schemas

    write_schemas()
    return 0


def main() -> None:
    """Run the program and end with its exit status."""
    program(prog_name="dossier")
