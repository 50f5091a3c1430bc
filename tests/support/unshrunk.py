"""A plugin of pytest for mutants: a failing example is not made smaller, which takes minutes."""

from hypothesis import Phase, settings


def pytest_collection() -> None:
    """Change the profile once conftest.py has chosen one, and before tests are read."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("unshrunk", settings.default, phases=phases)
    settings.load_profile("unshrunk")
