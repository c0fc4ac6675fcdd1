"""Which lines a record may have, and which of them stand."""

from typing import Any

import pytest
from record_kit import OWNER, line

from form4kit.signoff.record_lines import NotALine, checked, facts_beside, named, standing


def correction(number: int, old: dict[str, Any], **other: Any) -> dict[str, Any]:
    right = {"accession": f"0001903415-26-00001{number}", "corrects": named(old), "reason": "typed wrong"}
    return line(number, **(right | other))


FIVE = {"form": "5", "last_day": "2026-02-14"}
NO_DAYS = (20261120, "20261120", "2026-11-31", "2026-W47-5", "on Friday")
NO_INSTANTS = (20261120, "2026-11-20", "2026-11-20T10:00:00", "2026-11-20T25:00:00-05:00", "at noon")
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    **{
        f"no {key}": ({key: None}, f"does not say {key}")
        for key in ("accession", "accepted", "filed", "form", "owners", "owed")
    },
    **{f"filed {day!r}": ({"filed": day}, "does not say filed") for day in NO_DAYS},
    **{
        f"due by {day!r}": ({"owed": [FIVE | {"date": "2025-06-01", "last_day": day}]}, "does not say owed")
        for day in NO_DAYS
    },
    **{f"owed for {day!r}": ({"owed": [FIVE | {"date": day}]}, "does not say owed") for day in NO_DAYS},
    **{f"closed on {day!r}": ({"closures": [day]}, "does not say closures") for day in NO_DAYS},
    "closed on a day that is no list": ({"closures": "2026-11-27"}, "does not say closures"),
    **{f"accepted {at!r}": ({"accepted": at}, "does not say accepted") for at in NO_INSTANTS},
    "an accession number that is a number": ({"accession": 7}, "does not say accession"),
    "owners that are a name": ({"owners": "Reyes"}, "does not say owners"),
    "an owner that is a name": ({"owners": [OWNER, "Reyes"]}, "does not say owners"),
    "an owner without a name": ({"owners": [{"cik": "0001903446"}]}, "does not say owners"),
    "an owner without a CIK": ({"owners": [{"name": "Reyes"}]}, "does not say owners"),
    "an owner whose CIK is a number": ({"owners": [{"cik": 7, "name": "Reyes"}]}, "does not say owners"),
    "an issuer that is a name": ({"issuer": "HWLI"}, "does not say issuer"),
    "what is owed in words": ({"owed": ["a Form 4"]}, "does not say owed"),
    "what is owed without a form": ({"owed": [{"last_day": "2026-11-20"}]}, "does not say owed"),
    "what is owed without a day": ({"owed": [{"form": "4"}]}, "does not say owed"),
    "one of two without a day": (
        {"owed": [FIVE | {"date": "2025-06-01"}, {"form": "4"}]},
        "does not say owed",
    ),
    "a Form 5 that is owed for no date": ({"owed": [FIVE]}, "does not say owed"),
}
RIGHT: dict[str, dict[str, Any]] = {
    "a line": {},
    "a line without an issuer": {"issuer": None},
    "a line of no owners that owes nothing": {"owners": [], "owed": []},
    "a Form 5 that is owed for a date": {"owed": [FIVE | {"date": "2025-06-01"}]},
    "a line accepted by another clock": {"accepted": "2026-11-20T15:00:00Z"},
    "a line of a day on which EDGAR was closed": {"closures": ["2026-11-27"]},
}


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_what_a_line_may_say(name: str) -> None:
    checked(line(**RIGHT[name]), [])


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_it_must_say(name: str) -> None:
    other, said = WRONG[name]
    with pytest.raises(NotALine, match=f"^{said}$"):
        checked(line(**other), [])


def test_a_correction_names_a_line_that_stands() -> None:
    one, two = line(1), line(2)
    right = correction(3, two)
    checked(right, [one, two])
    checked(correction(3, one), [one, two])
    checked(correction(4, right), [one, two, right])
    wrong = [
        correction(4, two),  # it was put right already
        correction(4, line(9)),
        correction(4, right, corrects=named(right) | {"hash": "1" * 64}),
        correction(4, right, corrects=named(right) | {"number": 2}),
        correction(4, right, corrects=named(right) | {"accession": "0001903415-26-000099"}),
        correction(4, right, corrects=named(right) | {"more": 1}),
        correction(4, right, corrects=3),
    ]
    for each in wrong:
        with pytest.raises(NotALine, match=r"^corrects what does not stand before it$"):
            checked(each, [one, two, right])


def test_a_correction_repeats_the_rest_and_says_why() -> None:
    old = line(1)
    later = {"accepted": "2026-11-23T09:00:00-05:00", "filed": "2026-11-23"}
    checked(correction(2, old, **later), [old])
    with pytest.raises(NotALine, match=r"^corrects more than the accession number and the acceptance$"):
        checked(correction(2, old, form="5"), [old])
    for reason in ("", "  ", None, 7):
        with pytest.raises(NotALine, match=r"^corrects without a reason$"):
            checked({**correction(2, old), "reason": reason}, [old])


def test_each_correction_stands_in_the_place_of_the_first_line() -> None:
    one, two = line(1), line(2)
    first, last = correction(3, one), line(4)
    second = correction(5, first)
    assert standing([one, two]) == [one, two]
    assert standing([one, two, first]) == [first, two]
    assert standing([one, two, first, last, second]) == [second, two, last]
    assert standing([]) == []


def test_what_a_line_says_of_its_filing() -> None:
    right = correction(2, line(1))
    about = {"accession", "accepted", "filed", "form", "issuer", "owners", "owed"}
    assert facts_beside(right).keys() == about
    assert facts_beside(right, ["filed", "form"]).keys() == about - {"filed", "form"}
    assert facts_beside(right)["owners"] == [OWNER]
