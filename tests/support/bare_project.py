"""A small project with a theme as bare as a theme can be, so that MkDocs builds it in no time."""

from pathlib import Path

import pytest
from mkdocs.__main__ import ColorFormatter

ROOT = Path(__file__).parents[2]
MAIN = """<!doctype html><html><head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>{{ page.content }}</body></html>"""
FILES = {
    "mkdocs.yml": f"""site_name: The Dossier
site_description: About it.
site_url: !ENV [SITE_URL, ""]
hooks: [{ROOT}/hooks/publish.py]
plugins: []
theme: {{name: null, custom_dir: theme}}
extra:
  drafts: !ENV [DOSSIER_DRAFTS, false]
  year: !ENV [DOSSIER_YEAR, ""]
""",
    "theme/main.html": MAIN,
    "theme/sitemap.xml": "<urlset/>",
    "docs/index.md": "# The front\n\nAnna Rao is here.\n",
    "docs/about/terms.md": "---\ntitle: Terms\n---\nOurs. [Anna](../names/anna-rao.md)\n",
    "docs/themes/trade.md": "---\ntitle: Trade\nterms: {Tariffs: [tariff]}\n---\nAbout trade.\n",
    "docs/names/anna-rao.md": "---\ntitle: Anna Rao\nkind: person\n---\nAnna Rao is a minister.\n",
    "seeds/2025-12-09-talks.txt": "A tariff, says Anna Rao.\n",
    "seeds/2024-12-09-visit.txt": "Anna Rao left.\n",
    "seeds/plan.md": "---\ndraft: true\n---\nNot yet.\n",
}


def enter_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the project into a folder, and go there with nothing said by the environment."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for variable in ("SITE_URL", "DOSSIER_YEAR", "DOSSIER_DRAFTS"):
        monkeypatch.delenv(variable, raising=False)
    # MkDocs breaks its lines to the width that it finds when it is loaded.
    monkeypatch.setattr(ColorFormatter.text_wrapper, "width", 1000)
    monkeypatch.chdir(root)
    return root
