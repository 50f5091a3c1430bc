"""The checks of what is shipped: this project's articles, themes, names and pages.

They hold for any number of them. `DOSSIER_PROJECT` names another project to check in its place.
What is said of a site is said of the tests' dossier too, which has articles of every form.
"""

import pytest
from dossier.gathering.pipeline import read_edition
from support.project import ROOT, build
from support.shipped import SHIPPED, Published


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """What is shipped, built beside the project."""
    site = tmp_path_factory.mktemp("shipped") / "site"
    result = build(SHIPPED, "--site-dir", str(site))
    assert result.returncode == 0, result.stderr
    return Published(site, SHIPPED / "seeds", read_edition(SHIPPED).dossier)


@pytest.fixture(scope="session", params=["shipped", "project"] if SHIPPED == ROOT else ["shipped"])
def published(request: pytest.FixtureRequest) -> Published:
    """What is shipped, and the tests' dossier."""
    found = request.getfixturevalue(request.param)
    if isinstance(found, Published):
        return found
    return Published(found / "site", found / "seeds", read_edition(found).dossier)
