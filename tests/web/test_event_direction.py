"""The direction of a gift and its like: said by a person, held against the positions, in EVT22's words."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from workbench_kit import business_day, folder, serving

from form4kit.cli.main import app
from form4kit.events.kinds.index import KINDS
from form4kit.web.event_direction import DIRECTIONS, check_direction, goes_either_way
from form4kit.web.event_form import EventForm, event, new_draft, with_event
from form4kit.web.pasted_fills import Unfit

EITHER = sorted(kind for kind in KINDS if KINDS[kind].sides == "either")
NEW = [{"name": "common", "security": "Common Stock", "held": "5000"}]


@pytest.mark.parametrize("kind", EITHER)
def test_a_kind_that_goes_either_way_has_no_direction_of_its_own(kind: str) -> None:
    assert goes_either_way(kind)
    with pytest.raises(Unfit, match=f"which way the {kind} went"):
        [*event(kind, {"to": "common", "from": "", "shares": "5"})]


@pytest.mark.parametrize("kind", sorted({*KINDS} - {*EITHER}))
def test_other_kinds_are_not_asked(kind: str) -> None:
    assert not goes_either_way(kind)
    check_direction(kind, {})


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"direction": "between", "from": "a"}, "to: choose the position it came into"),
        ({"direction": "in", "from": "a"}, "from: 'a' is named"),
        ({"direction": "in"}, "to: choose"),
        ({"direction": "out", "from": "a", "to": "b"}, "to: 'b' is named"),
        ({"direction": "out"}, "from: choose the position it went out of"),
        ({"direction": "sideways", "from": "a"}, "direction: say which way"),
    ],
)
def test_positions_that_do_not_fit_the_direction_are_asked_about(values: dict[str, str], says: str) -> None:
    with pytest.raises(Unfit, match=re.escape(says)):
        check_direction("gift", values)


def test_the_direction_itself_is_not_written() -> None:
    sides = {"out": {"from": "a"}, "in": {"to": "a"}, "between": {"from": "a", "to": "b"}}
    assert [*sides] == [name for name, _ in DIRECTIONS]
    for direction, named in sides.items():
        (line,) = event("gift", {"direction": direction, **named, "shares": "5"})
        assert line == f"  - gift: {{{', '.join(f'{k}: {v}' for k, v in named.items())}, shares: 5}}"


def test_a_plan_that_nobody_spoke_of_is_not_denied() -> None:
    values = {"from": "common", "date": "2026-11-18", "shares": "5", "price": "3"}
    told = {
        plan: [each for each in new_draft(_sale(values, plan), "x").splitlines() if "plan" in each]
        for plan in ("", "no", "true", "2026-03-02")
    }
    assert told == {
        "": [],
        "no": ["plan_10b5_1: false"],
        "true": ["plan_10b5_1: true"],
        "2026-03-02": ["plan_10b5_1: {adopted: 2026-03-02}"],
    }


def test_a_plan_is_told_of_an_event_that_is_added() -> None:
    before = "events:\n  - gift: {from: common, date: 2026-11-18, shares: 1}\n"
    values = {"from": "common", "date": "2026-11-18", "shares": "5", "price": "3"}
    new = "  - sale: {from: common, date: 2026-11-18, shares: 5, price: 3"
    assert with_event(before, _sale(values, "2026-03-02")) == f"{before}{new}, plan: 2026-03-02}}\n"
    assert with_event(before, _sale(values, "no")) == f"{before}{new}}}\n"
    ticked = f"plan_10b5_1: {{adopted: 2026-03-02}}   # the CFO's\n{before}"
    assert with_event(ticked, _sale(values, "no")) == f"{ticked}{new}, plan: false}}\n"
    assert with_event(ticked, _sale(values, "true")) == f"{ticked}{new}, plan: true}}\n"
    with pytest.raises(Unfit, match="say whether this event is"):
        with_event(ticked, _sale(values, ""))
    denied = f"plan_10b5_1: false  # asked\n{before}"
    assert with_event(denied, _sale(values, "no")) == f"{denied}{new}}}\n"
    with pytest.raises(Unfit, match="new positions"):
        with_event(before, EventForm(kind="sale", values=values, positions=NEW))


def _sale(values: dict[str, str], plan: str) -> EventForm:
    return EventForm(kind="sale", values=values, issuer="hartwell", owner="reyes", plan=plan)


def test_from_a_position_into_itself_is_refused_in_the_words_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder(tmp_path)
    day = business_day()
    form = _form(day, {"direction": "between", "from": "common", "to": "common"})
    with serving(place) as server:
        kinds = server.ask("GET", "/api/kinds").json["kinds"]
        asked_for = {each["kind"]: [name for name, _ in each["directions"]] for each in kinds}
        assert {kind for kind, found in asked_for.items() if found} == {*EITHER}
        assert set(map(len, asked_for.values())) == {0, len(DIRECTIONS)}
        refused = server.ask("POST", "/api/happened", form)
        again = server.ask("POST", "/api/happened/write", form | {"shown": ""})
        for each in ("", "sideways"):
            other = form | {"values": form["values"] | {"direction": each, "from": ""}}
            assert "which way" in server.ask("POST", "/api/happened", other).json["error"]
    assert (refused.status, again.status) == (400, 400) and refused.json == again.json
    values = f"{{from: common, to: common, date: {day}, shares: 5}}"
    (place / "drafts" / "same.yaml").write_text(
        'form: "4"\nissuer: hartwell\nowners: [reyes]\npositions:\n'
        f"  common: {{security: Common Stock, held: 5000}}\nevents:\n  - gift: {values}\n"
    )
    with pytest.raises(SystemExit):
        app(["check", str(place / "drafts" / "same.yaml")])
    said = " ".join(capsys.readouterr().out.split())
    assert "EVT22" in said
    where, _, words = refused.json["error"].partition(": ")
    for clause in words.split(". ", 1):
        assert clause in said
    assert where in said and "same.yaml" in {each.name for each in (place / "drafts").iterdir()}


def _form(day: dt.date, sides: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "gift",
        "values": {**sides, "date": str(day), "shares": "5"},
        "owner": {"key": "reyes", "cik": "1903446"},
        "issuer": {"key": "hartwell", "cik": "1903415"},
        "positions": NEW,
        "plan": "no",
    }
