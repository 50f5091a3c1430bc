"""Addresses are read as the URL Standard says that browsers read them."""

import pytest
from dossier.core.addresses import Way, is_site_address, is_web_address, way


@pytest.mark.parametrize(
    ("expected", "addresses"),
    [
        (
            Way.HERE,
            ("", "a", "a/b.html", "/a", "../a", "./a:b", "#a", "?a", " a\n", "a//b", "[::1"),
        ),
        (
            Way.ELSEWHERE,
            (
                *("https://example.org", "HTTP://example.org", "//example.org", "///example.org"),
                *("https:example.org", "http:example.org", "\\\\example.org", "/\\example.org"),
                *("/\t/example.org", "\x00//example.org", "ht\ntps://example.org", "mailto:a@b"),
                *(
                    "data:,a",
                    "blob:a",
                    "tel:1",
                    "ftp://example.org",
                    "a:b",
                    "https:\\\\example.org",
                ),
            ),
        ),
        (Way.SCRIPT, ("javascript:a", "JAVA\tscript:a", " \x01javascript:a", "vbscript:a")),
        (Way.NOWHERE, ("https://[::1", "http://a b/", "https://exa%mple.org", "//[", "https://")),
    ],
)
def test_where_addresses_lead(expected: Way, addresses: tuple[str, ...]) -> None:
    assert {address: way(address) for address in addresses} == dict.fromkeys(addresses, expected)


def test_a_whole_address_has_a_scheme_of_the_web_and_a_host() -> None:
    assert is_web_address("https://example.org") and is_web_address("http://[::1]:8000/a?b#c")
    for address in (
        "",
        "example.org",
        "//example.org",
        "https:example.org",
        "ftp://a",
        "https://[",
    ):
        assert not is_web_address(address), address


def test_at_the_address_of_a_site_nothing_follows_its_path() -> None:
    assert is_site_address("https://example.org/") and is_site_address("http://127.0.0.1:80/a/b")
    for address in (
        *("https://example.org/?a", "https://example.org/#a", "https://a:b@example.org/"),
        *("https://example.org/?", "https://example.org/#", "https:\\\\example.org", "example.org"),
    ):
        assert not is_site_address(address), address
