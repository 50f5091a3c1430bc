"""What starts MkDocs: its command line, called as people call it."""

import traceback
from pathlib import Path

from mkdocs.__main__ import cli


def build_site(site: Path) -> bool:
    """Build the project in the working directory into an empty folder; true if it went well."""
    try:
        cli(["build", "--strict", "--site-dir", str(site)], prog_name="mkdocs")
    except SystemExit as end:
        return not end.code
    except Exception:
        traceback.print_exc()
    return False


def serve_site(address: str, open_browser: bool) -> None:
    """Serve the project in the working directory, and what becomes of it, until interrupted.

    Raises whatever keeps MkDocs from serving.
    """
    arguments = ["serve", "--livereload", "--no-strict", "--dev-addr", address]
    arguments += ["--open"] if open_browser else []
    cli.main(arguments, prog_name="mkdocs", standalone_mode=False)
