"""What goes on record of an acceptance, and when it cannot have been."""

import datetime as dt
from typing import Any

import pytest
from record_kit import line

from form4kit.law.clock import NEW_YORK
from form4kit.signoff.acceptance import Acceptance, Correction, SignedPacket
from form4kit.signoff.record import Refused

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=NEW_YORK)
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
NEW, OLD = "0001903415-26-000077", "0001903415-26-000001"


def test_seconds_that_are_not_known_are_not_later() -> None:
    exact, rough = Acceptance(NEW, AT), Acceptance(NEW, AT, to_the_minute=True)
    assert exact.before(AT + SECOND) and not exact.before(AT) and not exact.before(AT - SECOND)
    assert not rough.before(AT + MINUTE - SECOND) and rough.before(AT + MINUTE)
    assert exact.before((AT + SECOND).astimezone(dt.UTC))
    assert not rough.before((AT + SECOND).replace(microsecond=5).astimezone(dt.UTC))


def test_what_a_line_keeps_of_its_packet() -> None:
    noon = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)
    assert SignedPacket("ab", noon).facts() == {
        "packet_sha256": "ab",
        "packet_signed": "2026-11-20T12:00:00-05:00",
    }
    assert SignedPacket("ab").facts() == {"packet_sha256": "ab", "packet_signed": None}


def right(old: dict[str, Any], acceptance: Acceptance | None, **other: Any) -> dict[str, Any]:
    given = {"accession": NEW, "reason": "typed wrong"} | other
    return Correction(acceptance=acceptance, **given).entry(old, [line(8), old])


def test_a_correction_takes_the_place_of_its_line() -> None:
    old = line(1, owed=[])
    put = right(old, None)
    assert put["accession"] == NEW
    assert put["corrects"] == {"number": 1, "accession": OLD, "hash": old["hash"]}
    assert put["reason"] == "typed wrong"
    assert {"number", "previous", "hash"}.isdisjoint(put)
    assert (put["accepted"], put["filed"]) == (old["accepted"], old["filed"])
    late = right(old, Acceptance(NEW, AT.replace(hour=22, minute=1)))
    assert (late["accepted"], late["filed"]) == ("2026-11-20T22:01:00-05:00", "2026-11-23"), "a Friday night"


def test_days_on_which_edgar_was_closed_move_the_date_of_filing() -> None:
    late = Acceptance(NEW, AT.replace(hour=22, minute=1))
    assert right(line(1, owed=[], closures=["2026-11-23"]), late)["filed"] == "2026-11-24"
    closed = frozenset([dt.date(2026, 11, 24)])
    assert right(line(1, owed=[]), late, closures=closed)["filed"] == "2026-11-23"
    both = right(line(1, owed=[], closures=["2026-11-23"]), late, closures=closed)
    assert both["filed"] == "2026-11-25"


def test_a_correction_that_corrects_nothing_is_refused() -> None:
    old = line(1, owed=[])
    with pytest.raises(Refused, match=f"^{OLD} says so already: there is nothing to put right$"):
        right(old, None, accession=OLD)
    with pytest.raises(Refused, match="says so already"):
        right(old, Acceptance(OLD, AT), accession=OLD)
    assert right(old, Acceptance(OLD, AT + MINUTE), accession=OLD)["accession"] == OLD
    with pytest.raises(Refused, match=r"^0001903415-26-000008 is on record already, in line 8$"):
        right(old, None, accession="0001903415-26-000008")


def owed(*days: str | None) -> list[dict[str, Any]]:
    return [{"form": "4", "last_day": "2026-11-20", "code": "S", "date": day} for day in days]


def test_an_acceptance_lies_neither_ahead_nor_before_what_it_reports() -> None:
    with pytest.raises(Refused, match=r"^2126-11-20 10:00 is still to come$"):
        right(line(1, owed=[]), Acceptance(NEW, AT.replace(year=2126)))
    on_the_day = line(1, owed=owed("2026-11-18", None, "2026-11-20"))
    assert right(on_the_day, Acceptance(NEW, AT))["accepted"] == "2026-11-20T10:00:00-05:00"
    after = line(1, owed=owed("2026-11-21", "2026-11-22", "2026-11-18"))
    with pytest.raises(Refused, match=r"^accepted on 2026-11-20, before its trade of 2026-11-22$"):
        right(after, Acceptance(NEW, AT))
    status = line(1, owed=[{"form": "3", "last_day": "2026-11-20", "date": "2026-11-22"}])
    assert right(status, Acceptance(NEW, AT))["accession"] == NEW, "no trade, as it has no code"
    night = Acceptance(NEW, dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC))
    with pytest.raises(Refused, match=r"^accepted on 2026-11-20, before its trade of 2026-11-21$"):
        right(line(1, owed=owed("2026-11-21")), night)


def test_an_acceptance_lies_not_before_the_signature_of_its_packet() -> None:
    signed = line(1, owed=[], packet_signed="2026-11-20T10:00:30-05:00")
    with pytest.raises(Refused, match=r"^its packet was signed 2026-11-20 10:00:30, after the acceptance$"):
        right(signed, Acceptance(NEW, AT))
    assert right(signed, Acceptance(NEW, AT, to_the_minute=True))["accession"] == NEW
    assert right(signed, Acceptance(NEW, AT + 30 * SECOND))["accession"] == NEW
