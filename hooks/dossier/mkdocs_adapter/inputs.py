"""What MkDocs is given, made ready: its configuration and docs/, and what is wrong with them."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from dossier.core.addresses import is_site_address
from dossier.core.problems import Problem
from dossier.mkdocs_adapter.mistakes import of_value
from dossier.mkdocs_adapter.theme import slim
from dossier.reading.files import find_unusable

ADDRESS = "write a whole one, as https://dossier.example.org/"
"""The mend of an address at which no site can be published."""


def prepare(config: MkDocsConfig) -> list[Problem]:
    """List only our templates, and look at links ourselves; gives what must be mended first.

    MkDocs would follow links in docs/ out of the project, and never come back from a pipe.
    """
    slim(config.theme)
    links = config.validation.links
    links.not_found = links.absolute_links = links.unrecognized_links = logging.DEBUG
    links.anchors = logging.DEBUG
    root = Path(config.config_file_path).parent
    problems = find_unusable(Path(config.docs_dir), root)
    if config.site_url and not is_site_address(config.site_url):
        wrong = f"`{config.site_url}` is no address of a site; {ADDRESS}"
        problems.append(of_value("site_url", wrong, root))
    if config.copyright and "<" in config.copyright:
        from dossier.markup.fragments import flaws  # its parser takes its time to load

        problems += [of_value("copyright", flaw.message, root) for flaw in flaws(config.copyright)]
    return problems
