"""A small project in which MkDocs is at work."""

from pathlib import Path

import pytest
from support.bare_project import write_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("SITE_URL", "DOSSIER_YEAR", "DOSSIER_DRAFTS"):
        monkeypatch.delenv(variable, raising=False)
    root = write_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return root
