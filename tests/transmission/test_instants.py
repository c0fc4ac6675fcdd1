"""Instants as EDGAR writes them, in New York time."""

import pytest

from form4kit.transmission.instants import iso_instant, written_instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("20-Nov-2026 16:05", "2026-11-20T16:05:00-05:00"),
        ("09-JUL-2026 10:02:33 EDT", "2026-07-09T10:02:33-04:00"),
        ("1-Jun-2026 08:58 PM", "2026-06-01T20:58:00-04:00"),
        ("1-Jun-2026 12:58 a.m.", "2026-06-01T00:58:00-04:00"),
        ("20-Nov-2026", "2026-11-20T00:00:00-05:00"),
        ("2026-11-20 16:05", "2026-11-20T16:05:00-05:00"),
        ("2026-11-20T21:05:00Z", "2026-11-20T16:05:00-05:00"),
        *(
            (text, None)
            for text in ("31-Nov-2026 16:05", "20-Foo-2026 16:05", "20-Nov-2026 25:05", "soon", "")
        ),
        ("20-Nov-0001 16:05", None),
    ],
)
def test_written(text: str, instant: str | None) -> None:
    found = written_instant(text)
    assert (found.isoformat() if found else None) == instant


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2026-11-19T21:05:12.743Z", "2026-11-19T16:05:12-05:00"),
        ("2026-07-19T16:58:01-04:00", "2026-07-19T16:58:01-04:00"),
        ("2026-11-19T16:58:01-0500", "2026-11-19T16:58:01-05:00"),
        ("2026-11-19T16:58", "2026-11-19T16:58:00-05:00"),
        ("2026-11-19", "2026-11-19T00:00:00-05:00"),
        *(
            (value, None)
            for value in ("2026-02-30T10:00:00Z", "2026-11-19T26:00", "0001-01-01T00:00:00Z", "", None, 7)
        ),
    ],
)
def test_iso(value: object, instant: str | None) -> None:
    found = iso_instant(value)
    assert (found.isoformat() if found else None) == instant
