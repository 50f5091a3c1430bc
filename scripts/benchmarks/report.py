"""The page of all figures, of which each measurement writes its own section."""

import platform
import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path("scripts/benchmarks/README.md")


def put_section(page: Path, section: str) -> None:
    """Put a section, from its heading on, in the place of that with the same; else at the end."""
    text = page.read_text("utf-8") if page.exists() else ""
    sections = {_heading(part): part for part in re.split("^(?=##? )", text, flags=re.M) if part}
    sections[_heading(section)] = section
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(f"{part.strip()}\n" for part in sections.values()), "utf-8")


def _heading(section: str) -> str:
    return section.partition("\n")[0]


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table of Markdown, the first of them as its head."""
    rule = ["--:", ":--", *["--:"] * (len(rows[0]) - 2)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (rows[0], rule, *rows[1:]))


def machine() -> str:
    """Processor, number of them, memory, system, and version of Python."""
    processors = re.findall(r"^model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return ", ".join(
        (
            f"{len(processors)} × {processors[0]}" if processors else platform.machine(),
            f"{int(memory[1]) / 1e6:.0f} GB" if memory else "memory unknown",
            platform.system(),
            f"Python {platform.python_version()}",
        )
    )
