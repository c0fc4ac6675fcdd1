"""What stands in the way of signing: errors, a signature that is another's, powers that have ended."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from form4kit.folder.read import BuiltFolder, filing_of
from form4kit.signoff.assemble import Whole
from form4kit.signoff.objections import objections
from form4kit.signoff.packet import Packed

EXAMPLE = (Path(__file__).parents[2] / "examples" / "gift.yaml").read_bytes()
SIGNED = b"/s/ Thomas Abel, Attorney-in-Fact for Antonio J. Reyes"
DRAFT = EXAMPLE.replace(b"/s/ Antonio J. Reyes", SIGNED)
TODAY = dt.date(2026, 11, 20)
FINDING = {"rule": "COD09", "severity": "error", "where": "Table I, row 1", "message": "no", "allowed": None}


def power(**other: Any) -> dict[str, Any]:
    days: dict[str, Any] = dict.fromkeys(("signed", "effective", "expires", "revoked"))
    usual = {"grantor": "1903446", "attorneys": ["Thomas Abel"], "forms": [], **days, "file": "poa.txt"}
    return usual | other


def told(
    *powers: dict[str, Any], draft: bytes = DRAFT, signer: str = "Thomas Abel", judged: Any = ()
) -> list[str]:
    folder = BuiltFolder("gift", path=Path(), files={"draft.yaml": draft})
    filing = filing_of(folder)
    assert filing is not None
    bound = {"judged": judged, "facts": {"powers": list(powers) or None}}
    found = [*objections(Packed(folder, Whole(bound, filing, folder.files)), signer, TODAY)]
    assert all(each.hint or each.words.startswith(f"error {each.code}, ") for each in found)
    return [each.words for each in found]


def test_nothing_stands_in_the_way_of_an_honest_filing() -> None:
    assert told() == []
    assert list(objections(Packed(BuiltFolder("x", path=Path(), files={})), "Thomas Abel", TODAY)) == []


LASTS = [
    power(),
    power(expires="2026-11-20"),
    power(revoked="2026-11-21"),
    power(expires="2026-12-31", revoked="2026-11-21"),
]
NO_MORE = ". Thomas Abel may not sign for Reyes Antonio J after that."
OLD = f"The power of attorney of Reyes Antonio J ended on November 19, 2026{NO_MORE}"
ENDED = {
    OLD: power(expires="2026-11-19"),
    OLD.replace("19", "17"): power(expires="2026-11-17", revoked="2026-11-19"),
    OLD.replace("ended", "was revoked"): power(expires="2027-01-01", revoked="2026-11-19"),
    OLD.replace("ended", "was revoked").replace("19", "18"): power(revoked="2026-11-18"),
    OLD.replace("attorney of Reyes Antonio J", "May 4, 2024"): power(
        signed="2024-05-04", effective="2024-06-01", expires="2026-11-19"
    ),
    OLD.replace("attorney of Reyes Antonio J", "June 1, 2024"): power(
        effective="2024-06-01", expires="2026-11-19"
    ),
}


@pytest.mark.parametrize("number", range(len(LASTS)))
def test_a_power_lasts_through_its_last_day(number: int) -> None:
    assert told(LASTS[number]) == []
    assert told(ENDED[OLD], LASTS[number]) == [], "one in force is enough"


@pytest.mark.parametrize("said", sorted(ENDED))
def test_a_power_that_has_ended_is_told_with_its_last_day(said: str) -> None:
    assert told(ENDED[said]) == [said]
    assert told(power(expires="2026-11-18"), ENDED[OLD], power(expires="2026-11-17")) == [OLD], "the last one"


@pytest.mark.parametrize("said", sorted(ENDED))
def test_only_powers_of_the_owner_for_the_signer_and_the_form_count(said: str) -> None:
    ended = ENDED[said]
    assert told(ended | {"grantor": "1903447"}) == []
    assert told(ended | {"attorneys": ["Ann Lee"]}) == []
    assert told(ended | {"forms": ["3", "5"]}) == []
    assert told(ended | {"forms": ["3", "4"]}) == [said]
    assert told(ended | {"grantor": "Antonio J. Reyes"}) == [said]
    assert told(ended | {"attorneys": ["Ann Lee", "Abel Thomas"]}) == [said]
    assert told(ended, power(grantor="1903447")) == [said]


def test_a_signature_by_another_hand_is_told() -> None:
    said = f"the typed signature is {SIGNED.decode()}, not Ann Lee"
    assert told(signer="Ann Lee") == [said]
    own = DRAFT.replace(SIGNED, b"/s/ Antonio J. Reyes")
    assert told(draft=own, signer="Antonio J. Reyes") == []


def test_errors_are_told_unless_they_are_allowed() -> None:
    told_now = told(judged=[FINDING, FINDING])
    assert told_now == ["error COD09, Table I, row 1: no"]
    assert told(judged=[FINDING | {"allowed": "Seen."}, FINDING | {"severity": "warning"}]) == []


def test_errors_of_today_are_told_too() -> None:
    late = DRAFT.replace(b"code: G", b"code: Q")
    assert late != DRAFT
    found = told(draft=late)
    assert found, "judged again, and not by what was judged when it was built"
    assert all(each.startswith("error ") for each in found)


def test_a_form_of_a_day_to_come_is_told() -> None:
    ahead = DRAFT.replace(b"date: 2026-11-20", b"date: 2026-11-21")
    assert ahead != DRAFT
    assert "The form is dated November 21, 2026; today is November 20, 2026." in told(draft=ahead)
