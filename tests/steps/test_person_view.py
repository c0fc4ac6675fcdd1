"""What a folder knows of a person: facts with day and source, and a trade that is only thought of."""

import datetime as dt
from pathlib import Path

import pytest
from start_kit import NOW, filed, set_up

from form4kit.insiders.thought_of import Misspelt
from form4kit.registry.load import registry_for
from form4kit.steps.person_view import PersonFolder, people_list, person_folder, person_view, six_months


@pytest.fixture
def found(tmp_path: Path) -> PersonFolder:
    set_up(tmp_path, ("a.xml", filed()), ("b.xml", filed(dt.date(2026, 11, 24), shares="300")))
    known = person_folder(tmp_path, "reyes", NOW.date())
    assert known is not None
    return known


def test_each_fact_has_its_day_and_source(found: PersonFolder) -> None:
    view = person_view(found)
    (position,) = view["positions"]
    assert (position["words"], position["balance"], position["form"], position["source"]) == (
        *("Common Stock, direct", "41,471", "4"),
        "filed/b.xml",
    )
    assert [each["words"] for each in view["roles"]] == ["Director", "Chief Operating Officer"]
    assert view["ccc"]["words"] == "Asked each time." and view["drafts"] == []
    assert [each["key"] for each in people_list(registry_for(found.root), NOW.date())] == ["reyes"]


def test_a_trade_is_tried_on(found: PersonFolder) -> None:
    (issuer,) = found.issuers
    before = six_months(found, issuer)
    assert before["profit"] == "0.00" and before["thought"] is None
    assert before["items"][-1]["text"].startswith(
        "A purchase below 47.2 before 2027-05-23 may match the sale"
    )
    tried = six_months(found, issuer, "P 200 @ 40 on 2026-12-01")
    assert tried["profit"] == "1440.00"
    assert tried["thought"]["words"] == "It would be matched: $1440.00 of profit could be demanded."
    assert "not tell" in tried["assumptions"][-1]
    assert six_months(found, issuer, "P 200 @ 60 on 2026-12-01")["thought"]["pairs"] == []
    with pytest.raises(Misspelt):
        six_months(found, issuer, "P many @ 40 on 2026-12-01")


def test_nobody_is_nobody(tmp_path: Path) -> None:
    assert person_folder(tmp_path, "reyes", NOW.date()) is None
