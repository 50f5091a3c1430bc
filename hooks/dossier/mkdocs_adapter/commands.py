"""What starts MkDocs: its command line, called as people call it."""

import sys
import traceback
from pathlib import Path

import click
from mkdocs.__main__ import State, cli
from mkdocs.commands.build import build
from mkdocs.config import load_config

from dossier.core.problems import Problems
from dossier.mkdocs_adapter.build import Build
from dossier.mkdocs_adapter.mistakes import SEE, CapturedErrors, explain
from dossier.publishing.build import MadeSite
from dossier.publishing.unchanged import LastSite


def build_site(site: Path, last: LastSite | None = None) -> MadeSite | None:
    """Build the project in the working directory into an empty folder; None if that fails.

    What is as in the `last` site is shared with it.
    """
    _ = State()  # type: ignore[no-untyped-call]  # shows what MkDocs tells
    with CapturedErrors.of_mkdocs() as told:
        try:
            config = load_config(strict=True, site_dir=str(site))
            config.extra["last_site"] = last
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
            publication = config.extra.get("dossier")
            return publication.made() if isinstance(publication, Build) else MadeSite({}, ())
        except (Exception, SystemExit) as error:
            problem = explain(error, Path.cwd(), told)
            if problem.message.endswith(SEE) and isinstance(error, click.ClickException):
                error.show()  # MkDocs has said the rest
                return None
            if problem.message.endswith(SEE):
                traceback.print_exc()
            print(problem, file=sys.stderr)
    return None


def serve_site(address: str, open_browser: bool) -> None:
    """Serve the project in the working directory, and what becomes of it, until interrupted.

    Raises `Problems` with the mistake that keeps MkDocs from serving, and the `OSError` of an
    address at which it cannot.
    """
    arguments = ["serve", "--livereload", "--no-strict", "--dev-addr", address]
    arguments += ["--open"] if open_browser else []
    with CapturedErrors.of_mkdocs() as told:
        try:
            cli.main(arguments, prog_name="mkdocs", standalone_mode=False)
        except click.Abort:
            raise
        except (Exception, SystemExit) as error:
            if isinstance(error, OSError) and error.errno and not error.filename:
                raise  # no file's mistake
            raise Problems([explain(error, Path.cwd(), told)]) from error
