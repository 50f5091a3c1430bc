"""What stays is not looked through, and what is left in circles goes all the same."""

import gc
import weakref

import pytest
from dossier.core.memory import for_good, tidy_memory


class Circle:
    itself: object


def circle() -> weakref.ref[Circle]:
    """What nobody has any more, but for itself."""
    kept = Circle()
    kept.itself = kept
    return weakref.ref(kept)


def test_memory_is_tidied_for_real() -> None:
    gc.disable()
    try:
        gone = circle()
        assert gone() is not None
        tidy_memory()
        assert gone() is None
    finally:
        gc.enable()


def test_what_is_made_for_good_is_looked_through_when_memory_is_tidied_alone() -> None:
    with for_good():
        assert not gc.isenabled()
        gone = circle()
    assert gc.isenabled()
    gc.collect()
    assert gone() is not None
    tidy_memory()
    assert gone() is None


def test_after_a_mistake_python_looks_for_circles_again() -> None:
    with pytest.raises(ValueError), for_good():
        raise ValueError
    assert gc.isenabled()
