"""Which project the checks of what is shipped look at, and what they look at of a site."""

import os
from dataclasses import dataclass
from pathlib import Path

from dossier.core.model import Dossier

from support.project import ROOT

SHIPPED = Path(os.environ.get("DOSSIER_PROJECT", ROOT)).resolve()


@dataclass(frozen=True)
class Published:
    """A site, the folder of its articles, and what was read to build it."""

    site: Path
    seeds: Path
    dossier: Dossier
