"""No address is asked but EDGAR's own two and what the person writes, and tokens go over TLS alone."""

import pytest

from form4kit.transmission.api_address import EDGAR_API, EDGAR_BETA_API, NotAnAddress, api_address


def test_none_given_is_edgars_own() -> None:
    assert api_address().url == EDGAR_API == "https://api.edgarfiling.sec.gov"
    assert EDGAR_BETA_API == "https://api-bravo.edgarfiling.sec.gov"
    assert [api_address(each).beta for each in (None, EDGAR_BETA_API)] == [False, True]
    assert not api_address().loopback


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://api.edgarfiling.sec.gov/", "https://api.edgarfiling.sec.gov"),
        ("HTTPS://API.EdgarFiling.SEC.gov:443", "https://api.edgarfiling.sec.gov"),
        ("https://gateway.example:8443/edgar/", "https://gateway.example:8443/edgar"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://127.8.9.1", "http://127.8.9.1"),
    ],
)
def test_what_is_asked(given: str, asked: str) -> None:
    assert api_address(given).url == asked
    assert api_address(asked) == api_address(given)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "api.edgarfiling.sec.gov",
        "http://api.edgarfiling.sec.gov",
        "http://10.0.0.7",
        "http://0.0.0.0:80",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://localhost.evil.example",
        "http://2130706433",
        "http://0x7f.1",
        "http://[::ffff:10.0.0.7]",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://user:password@api.edgarfiling.sec.gov",
        "https://user@api.edgarfiling.sec.gov",
        "https://api.edgarfiling.sec.gov?to=evil.example",
        "https://api.edgarfiling.sec.gov?",
        "https://api.edgarfiling.sec.gov#x",
        "https://api.edgarfiling.sec.gov\\@evil.example",
        "https://api.edgarfiling.sec.gov:port",
        "https://api.edgarfiling.sec.gov:99999",
        "https://api.edgarfiling.sec.gov\n.evil.example",
        "https://api.edgarfil\u0456ng.sec.gov",
        "https://[::1",
        "https://",
    ],
)
def test_what_is_never_asked(given: str) -> None:
    with pytest.raises(NotAnAddress):
        api_address(given)
