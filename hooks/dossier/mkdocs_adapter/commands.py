"""What starts MkDocs: its command line, called as people call it."""

import sys
import traceback
from pathlib import Path

import click
from mkdocs.__main__ import cli

from dossier.core.problems import Problems
from dossier.mkdocs_adapter.mistakes import SEE, CapturedErrors, explain


def build_site(site: Path) -> bool:
    """Build the project in the working directory into an empty folder; true if it went well."""
    arguments = ["build", "--strict", "--site-dir", str(site)]
    with CapturedErrors.of_mkdocs() as told:
        try:
            cli.main(arguments, prog_name="mkdocs", standalone_mode=False)
            return True
        except (Exception, SystemExit) as error:
            problem = explain(error, Path.cwd(), told)
            if problem.message.endswith(SEE) and isinstance(error, click.ClickException):
                error.show()  # MkDocs has said the rest
                return False
            if problem.message.endswith(SEE):
                traceback.print_exc()
            print(problem, file=sys.stderr)
    return False


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
