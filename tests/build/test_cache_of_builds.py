"""What is kept from build to build is never wrong: a hundred edits, after which all is built anew.

The same goes for what stays in memory while a site is served. A clean build follows each second
edit, as what was wrong after one would still be there.
"""

import gc
import random
import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from dossier.mkdocs_adapter.preview import Memory
from dossier.publishing.unchanged import Inputs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from support.project import make_project

EDITS = {"build": 70, "serve": 30}
TOPICS = (
    "themes/defence.md",
    "themes/trade.md",
    "names/quartet.md",
    "names/foundational-agreements.md",
    "names/norendal-moda.md",
)
LINES = (
    ("themes/trade.md", "  Tariffs and duties:\n", "    - weather\n"),
    ("themes/trade.md", "terms:\n", "  Speaking:\n    - spoke of\n"),
    ("themes/defence.md", "except:\n", "  - Defence cooperation is\n"),
    ("themes/defence.md", "title: Defence\n", "order: 1\n"),
    ("names/quartet.md", "aliases:\n", "  - Quartet met\n"),
)
"""What decides where passages go: a page, the line above, and a line to be put in or out."""
SENTENCES = (
    "The Quartet met in Delva on 3 March 2024.",
    "COMRAVA was signed in September 2018, he said.",
    "Norendal Moda spoke of tariffs and of exports.",
    "Defence cooperation is worth USD 20 billion by 2030.",
    "The weather was fine.",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    seeds = {
        f"2024-0{number + 1}-01-{number}.txt": "\n\n".join(
            SENTENCES[number % 5 :] + SENTENCES[: number % 5]
        )
        for number in range(6)
    }
    root = make_project(tmp_path / "project", seeds)
    shutil.rmtree(root / "docs/assets")  # which are only copied
    for path in [*root.glob("docs/themes/*"), *root.glob("docs/names/*")]:
        if path.relative_to(root / "docs").as_posix() not in TOPICS:
            path.unlink()
    for name in TOPICS:
        path = root / "docs" / name
        path.write_text(re.sub(r"\[(.+?)\]\(.+?\)", r"\1", path.read_text("utf-8")), "utf-8")
    return root


def edits(root: Path, chance: random.Random) -> Iterator[Callable[[], None]]:
    """Ways to change the project by chance; each leaves it without a problem."""

    def a_seed() -> Path:
        return chance.choice(sorted((root / "seeds").iterdir()))

    def write(path: Path, text: str) -> None:
        path.write_text(text, "utf-8")

    def add_sentence() -> None:
        path = a_seed()
        parts = path.read_text("utf-8").split("\n\n")
        parts.insert(chance.randint(1, len(parts)), chance.choice(SENTENCES))
        write(path, "\n\n".join(parts))

    def drop_paragraph() -> None:
        path = a_seed()
        parts = path.read_text("utf-8").split("\n\n")
        write(path, "\n\n".join(parts[:-1] if len(parts) > 2 else parts))

    def set_keys() -> None:
        path = a_seed()
        body = path.read_text("utf-8").removeprefix("---").split("---\n")[-1]
        title = f"Title {chance.randint(1, 9)}"
        key = chance.choice(["description: Of talks.", "draft: true", "updated: 2025-01-01"])
        write(path, f"---\ntitle: {title}\n{key}\n---\n{body}")

    def add_seed() -> None:
        number = chance.randint(100, 999)
        name = f"2023-{chance.randint(1, 12):02}-02-{number}.txt"
        write(root / "seeds" / name, "\n\n".join(chance.sample(SENTENCES, 3)))

    def drop_seed() -> None:
        seeds = sorted((root / "seeds").iterdir())
        if len(seeds) > 3:
            chance.choice(seeds).unlink()

    def write_on_topic() -> None:
        path = root / "docs" / chance.choice(TOPICS)
        write(path, path.read_text("utf-8") + f"\n{chance.choice(SENTENCES)}\n")

    def describe_topic() -> None:
        path = root / "docs" / chance.choice(TOPICS)
        lines = path.read_text("utf-8").split("\n")
        lines = [line for line in lines if not line.startswith("description:")]
        lines.insert(1, f"description: About {chance.randint(1, 9)} things.")
        write(path, "\n".join(lines))

    def toggle_line() -> None:
        name, above, line = chance.choice(LINES)
        path = root / "docs" / name
        text = path.read_text("utf-8")
        without = text.replace(line, "", 1)
        write(path, without if without != text else text.replace(above, above + line, 1))

    def toggle_name() -> None:
        path = root / "docs/names/weather.md"
        if path.exists():
            path.unlink()
        else:
            write(path, "---\ntitle: Weather\nkind: term\n---\nOf which one speaks.\n")

    def change_template() -> None:
        path = root / "docs/.overrides/partials/footer.html"
        write(path, path.read_text("utf-8") + f"<!-- {chance.randint(1, 9)} -->")

    ways = [add_sentence] * 5 + [drop_paragraph, set_keys, add_seed, drop_seed] * 2
    ways += [write_on_topic, describe_topic, toggle_line, toggle_name, change_template]
    while True:
        yield chance.choice(ways)


def built(root: Path, site: Path, memory: Memory | None, is_preview: bool) -> dict[str, bytes]:
    """The files of a build, or of a preview of which every page was asked for."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    if is_preview:
        memory = memory or Memory.begin(config)
        config.extra["dossier"] = memory
        memory.site.begin()
        build(config)
        memory.site.finish()
        memory.site.make_all()
    else:
        build(config)
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("command", EDITS)
def test_a_hundred_edits(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    command: str,
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setattr("dossier.core.workers.MANY", 20)  # so few pages are made in one process
    is_preview = command == "serve"
    monkeypatch.setenv("DOSSIER_DRAFTS", str(is_preview).lower())
    kept = load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "kept"))
    memory = Memory.begin(kept)
    chance = random.Random(7)
    every = edits(project, chance)
    request.addfinalizer(gc.enable)  # a served site tidies up by itself
    cache = project / ".cache"
    known: dict[str, dict[str, bytes]] = {}
    for number in range(EDITS[command]):
        edit = next(every)
        edit()
        cached = built(project, tmp_path / "kept", memory, is_preview)
        if not number % 2:
            continue
        cache.rename(tmp_path / "cache")
        clean = built(project, tmp_path / f"clean-{number}", None, is_preview)
        cache.rename(tmp_path / f"cache-{number}")  # deleting takes longer
        (tmp_path / "cache").rename(cache)
        assert cached.keys() == clean.keys(), f"edit {number}, {edit.__name__}"
        wrong = [path for path in clean if cached[path] != clean[path]]
        assert not wrong, f"edit {number}, {edit.__name__}"
        site = {path: sha256(data).digest() for path, data in clean.items()}
        assert known.setdefault(Inputs(project).digest, site) == site, (
            "would be taken as up to date"
        )


def test_a_damaged_cache_costs_time_alone(project: Path, tmp_path: Path) -> None:
    """A byte here and there is another one: the site is what it was, and no build fails."""
    site = tmp_path / "site"
    clean = built(project, site, None, is_preview=False)
    path = project / ".cache/kept.db"
    chance = random.Random(3)
    for number in range(12):
        if not path.exists():  # what no more could be read was given up
            built(project, site, None, is_preview=False)
        data = bytearray(path.read_bytes())
        for _ in range(40):
            data[chance.randrange(0 if number % 3 else 4096, len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        assert built(project, site, None, is_preview=False) == clean, number
