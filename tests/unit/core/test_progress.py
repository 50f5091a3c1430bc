"""How far long work is, on a terminal and elsewhere."""

import io

from dossier.core.progress import INTERVAL, PATIENCE, Progress, track


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, seconds: float, count: int = 10) -> str:
    """What is told of `count` steps, each of so many seconds."""
    now = 0.0
    progress = Progress("Reading", count, stream, lambda: now)
    for _ in range(count):
        now += seconds
        progress.step()
    return stream.getvalue()


def test_short_work_is_not_told() -> None:
    assert told(io.StringIO(), PATIENCE / 20) == told(Terminal(), PATIENCE / 20) == ""


def test_elsewhere_a_line_is_written_now_and_then() -> None:
    assert told(io.StringIO(), PATIENCE) == "Reading: 1 of 10\nReading: 6 of 10\n"
    assert INTERVAL == 5 * PATIENCE


def test_on_a_terminal_there_is_a_bar_up_to_the_end() -> None:
    terminal = Terminal()
    progress = Progress("Reading", 1200, terminal, patience=-1)
    for _ in range(1200):
        progress.step()
    shown = terminal.getvalue()
    assert shown.count("\n") == 1 and shown.endswith("\n")
    assert shown.split("\r")[-1].startswith("Reading")
    assert "1,200 of 1,200" in shown


def test_large_numbers_can_be_read() -> None:
    assert told(io.StringIO(), PATIENCE, 2000).startswith("Reading: 1 of 2,000\n")


def test_items_come_as_they_are() -> None:
    assert list(track(iter("abc"), 3, "Reading")) == ["a", "b", "c"]
