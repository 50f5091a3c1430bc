"""Memory, where millions of values are made at once and stay."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def for_good() -> Iterator[None]:
    """Make values that stay: Python looks for no circles among them meanwhile, nor later on."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def tidy_memory() -> None:
    """Free what is left in circles, of what was to stay too, and give back what is free.

    Otherwise what is still in use stands between what is not, and fills more and more memory.
    """
    gc.unfreeze()
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()
