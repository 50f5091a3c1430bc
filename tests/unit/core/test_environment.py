"""Variables of the environment that make no sense are told, with the mend."""

import pytest
from dossier.core.environment import check_environment


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        *(("SOURCE_DATE_EPOCH", value) for value in ("", "0", "1767225600", "253402300799")),
        *(("SITE_URL", value) for value in ("", "https://example.org", "http://a.b:80/c/")),
    ],
)
def test_what_makes_sense_is_taken(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert list(check_environment()) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        *(
            ("SOURCE_DATE_EPOCH", v)
            for v in ("x", "-1", "1.5", " 1", "1_0", "²", "9" * 12, "9" * 99)
        ),
        *(("SITE_URL", v) for v in ("x", "example.org", "https:example.org", "https://[::1")),
        *(("SITE_URL", v) for v in ("ftp://a.b/", "https://a.b/?c", "https://d:e@a.b/", "/a/")),
    ],
)
def test_what_makes_none_is_told(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    (said,) = check_environment()
    assert said.startswith(f"{variable}: `{value}` is no ") and "; set it to " in said
