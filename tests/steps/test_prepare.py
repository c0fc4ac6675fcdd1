"""Prepare: nothing is asserted that was not said, every line is accounted for, both doors refuse alike."""

import dataclasses
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands_run import check
from prepare_kit import MOCK, NOW, PEOPLE, folder
from workbench_kit import patience

from form4kit.steps import amend, prepare
from form4kit.steps.preparing.answers import COUNT, LEAVE, EventAnswers, PasteAnswers, PrepareAnswers
from form4kit.steps.preparing.from_draft import answers_in
from form4kit.steps.preparing.kinds import kinds
from form4kit.steps.step_plan import StepPlan
from form4kit.steps.write_planned import NoLongerPlanned


def event(kind: str, paste: PasteAnswers | None = None, **values: str) -> EventAnswers:
    named = {{"side_from": "from"}.get(name, name): text for name, text in values.items()}
    return EventAnswers(kind=kind, values=named, paste=paste)


def answered(*events: EventAnswers, **more: object) -> PrepareAnswers:
    known: dict[str, object] = {"issuer": "hartwell", "owners": ("reyes",), "events": events} | more
    return PrepareAnswers(**known)  # type: ignore[arg-type]


GIFT = event("gift", direction="out", side_from="common-stock", date="11/27/2026", shares="200", plan="no")
SALE = event("sale", PasteAnswers(text=MOCK), side_from="common-stock")
PLANNED = dataclasses.replace(SALE, values={**SALE.values, "plan": "2026-05-12"})
BOUGHT = event("purchase", PasteAnswers(text=MOCK, only=(7,)), to="common-stock", plan="no")


def files(root: Path) -> dict[str, str]:
    return {each.relative_to(root).as_posix(): each.read_text() for each in root.rglob("*") if each.is_file()}


def asked(plan: StepPlan) -> list[str]:
    return [each[0] for each in plan.facts["open"]]


def test_nothing_is_answered_for_the_person(tmp_path: Path) -> None:
    for held in (0, 41_471):
        root = folder(tmp_path / str(held), held=held)
        for kind, wanted in {
            "gift": "direction from date shares plan",
            "sale": "from date shares price plan",
            "vest": "from to date shares taxes plan",
            "inherit": "direction from date shares plan",
        }.items():
            plan = prepare.plan(root, answered(event(kind)), NOW)
            assert asked(plan) == [f"event-1.{name}" for name in wanted.split()]
            assert plan.writes == ()
            assert "signatures" not in plan.facts["shown"]
            with pytest.raises(ValueError, match=r"\?"):
                prepare.carry_out(plan)
        joint = prepare.plan(root, answered(event("sale"), owners=("reyes", "1903447")), NOW)
        assert "event-1.owner" in asked(joint)


def test_an_open_row_stands_on_the_form_and_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path)
    half = event("gift", direction="out", date="11/27/2026", shares="200", plan="no")
    made = prepare.prepared(root, answered(half), NOW)
    assert made.filing is not None
    row = made.filing.non_derivative[0]
    assert (row.code.text, row.shares.text, row.acquired_disposed.text) == ("G", "200", "D")
    assert "gave 200 shares on November 27, 2026" in made.plan.sentence
    assert made.cells["I-1-security"]["open"] == "event-1.from"


def test_a_gift_is_written_as_it_was_said_and_read_back(tmp_path: Path) -> None:
    root = folder(tmp_path)
    plan = prepare.plan(root, answered(GIFT), NOW)
    assert asked(plan) == [] and plan.refusals == ()
    assert plan.sentence == (
        "Form 4 of Reyes Antonio J in HARTWELL INSTRUMENTS INC: gave 200 shares on November 27, 2026. "
        "41,271 are left. Due Tuesday, December 1, 10:00 p.m. New York."
    )
    before = files(root)
    name = prepare.carry_out(plan)
    assert name == "2026-11-27-reyes.yaml"
    text = (root / name).read_text()
    assert {each for each in files(root) if each not in before} == {name}
    assert "  - gift: {from: common-stock, date: 2026-11-27, shares: 200}\n" in text
    assert "signature" not in text
    read = answers_in(text, name)
    again = prepare.plan(root, read.answers, NOW)
    assert (again.writes, again.questions, again.sentence) == ((), (), plan.sentence)


def test_pasted_trades_are_accounted_for_line_by_line(tmp_path: Path) -> None:
    root = folder(tmp_path)
    made = prepare.prepared(root, answered(SALE), NOW)
    told = made.plan.facts["pastes"][0]
    assert told["words"] == "8 lines read: 1 heading, 5 used, 1 total that agrees, 1 not used."
    assert told["sum"] == "1,000 shares, $47,322.50, on 2 days"
    assert sum(told[each] for each in ("heading", "used", "total", "not_used", "empty")) == told["read"] == 8
    assert (told["known"], told["left_out"]) == (6, ["Acct"])
    assert asked(made.plan) == ["event-1.line-7", "event-1.plan"]
    assert made.filing is not None
    rows = [
        (row.date.text, row.shares.text, row.price.text, row.owned_after.text)
        for row in made.filing.transactions
    ]
    assert rows == [
        ("2026-11-25", "500", "47.20", "40971"),
        ("2026-11-25", "150", "48.20", "40821"),
        ("2026-11-27", "350", "47.1214", "40471"),
    ]
    assert made.cells["I-1-owned"]["computed"] == "41,471 held, less 500, leaves 40,971"
    plan = prepare.plan(root, answered(PLANNED, BOUGHT), NOW)
    assert plan.sentence.startswith(
        "Form 4 of Reyes Antonio J in HARTWELL INSTRUMENTS INC: sold 1,000 shares of Common Stock held "
        "directly in 5 trades on November 25 and 27, 2026, under the plan of May 12, 2026, for $47,322.50; "
        "bought 50 shares"
    )
    before = set(files(root))
    name = prepare.carry_out(plan)
    stem = name.removesuffix(".yaml")
    after = files(root)
    assert set(after) - before == {name, f"{stem}.sold.csv", f"{stem}.bought.csv"}
    head = "date,time,side,shares,price,symbol,currency,line"
    sold, bought = after[f"{stem}.sold.csv"].splitlines(), after[f"{stem}.bought.csv"].splitlines()
    assert (sold[0], len(sold), bought) == (head, 6, [head, "2026-11-27,,B,50,47.05,HWLI,USD,7"])
    assert not any("88123456" in text for text in after.values())
    found = check(root / name)
    assert [each for each in found.codes() if each.startswith("EVT")] == []


def test_a_paste_without_heads_is_not_guessed(tmp_path: Path) -> None:
    root = folder(tmp_path)
    text = "94.3\t1000\tHWLI\tUSD\n95.1\t200\tHWLI\tUSD\n95.2\t70\tACME\tUSD\n95.3\t80\tHWLI\tEUR\n"

    def told(*columns: str) -> Mapping[str, object]:
        paste = PasteAnswers(text=text, columns=columns)
        found: Mapping[str, object] = prepare.plan(
            root, answered(event("sale", paste, side_from="common-stock")), NOW
        ).facts["pastes"][0]
        return found

    assert told()["words"] == "4 lines read: 0 used, 4 not used: say which column has the shares"
    assert told("price")["words"] == "4 lines read: 0 used, 4 not used: say which column has the shares"
    both = told("price", "shares", "symbol", "currency")
    assert both["words"] == "4 lines read: 2 used, 2 not used." and str(both["sum"]).startswith(
        "1,200 shares"
    )
    reasons = [each["why"] for each in both["each"] if each["why"]]  # type: ignore[attr-defined]
    assert ["ACME" in reasons[0], "EUR" in reasons[1]] == [True, True]


REFUSED = {
    "EVT05": event("sale", side_from="common-stock", date="11/27/2026", shares="1,00", price="47", plan="no"),
    "EVT06": event("sale", side_from="common-stock", date="13/45/2026", shares="100", price="47", plan="no"),
    "EVT07": event(
        "sale", side_from="common-stock", date="11/27/2026", shares="50,000", price="47", plan="no"
    ),
    "EVT12": dataclasses.replace(
        PLANNED, paste=PasteAnswers(text=MOCK, total="1,200", left_out={7: "reported elsewhere"})
    ),
    "EVT22": event(
        "gift",
        direction="between",
        side_from="common-stock",
        to="common-stock",
        date="11/27/2026",
        shares="200",
        plan="no",
    ),
}


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_both_doors_refuse_in_the_same_words(tmp_path: Path, code: str) -> None:
    root = folder(tmp_path)
    plan = prepare.plan(root, answered(REFUSED[code]), NOW)
    assert [each.code for each in plan.refusals] == [code] and plan.questions == ()
    with pytest.raises(ValueError, match="cannot be carried out"):
        prepare.carry_out(plan)
    for write in plan.writes:
        write.file.write_bytes(write.after)
    said = check(plan.writes[0].file)
    assert said.code == 1
    found = [each for each in said.json["files"][0]["findings"] if each["rule"] == code]
    assert [(each["rule"], each["message"]) for each in found] == [(e.code, e.words) for e in plan.refusals]
    if code == "EVT22":
        assert plan.refusals[0].words == "From and to are the same position: nothing would change"


def test_a_total_that_differs_is_refused_in_the_words_of_the_file(tmp_path: Path) -> None:
    root = folder(tmp_path)
    wrong = "\n".join(each for each in MOCK.replace("1,000", "1,100").splitlines() if "\tB\t" not in each)
    plan = prepare.plan(root, answered(dataclasses.replace(PLANNED, paste=PasteAnswers(text=wrong))), NOW)
    assert [each.code for each in plan.refusals] == ["EVT13"]
    for write in plan.writes:
        write.file.write_bytes(wrong.encode() if write.file.suffix == ".csv" else write.after)
    found = check(plan.writes[0].file).json["files"][0]["findings"]
    assert plan.refusals[0].words in [each["message"] for each in found]


def test_what_was_answered_since_is_not_carried_out(tmp_path: Path) -> None:
    root = folder(tmp_path)
    plan = prepare.plan(root, answered(GIFT), NOW)
    other = dataclasses.replace(GIFT, values={**GIFT.values, "shares": "2000"})
    assert prepare.plan(root, answered(other), NOW).hash != plan.hash
    assert prepare.plan(root, answered(GIFT), NOW).hash == plan.hash
    (root / "2026-11-27-reyes.yaml").write_text("# of somebody else\n")
    with pytest.raises(NoLongerPlanned):
        prepare.carry_out(plan)


def test_an_unfinished_draft_is_no_earlier_filing_unless_said(tmp_path: Path) -> None:
    root = folder(tmp_path)
    sale = event("sale", side_from="common-stock", date="11/20/2026", shares="500", price="47", plan="no")
    name = prepare.carry_out(prepare.plan(root, answered(sale), NOW))
    made = prepare.prepared(root, answered(event("sale")), NOW)
    held = made.case.holdings.held
    assert [each.shown for each in held] == ["Common Stock, direct: 41,471"]
    assert held[0].source == "From the Form 4 filed August 14, 2026 (on record)."
    assert made.plan.questions[0].id == f"draft.{name}"
    assert made.plan.questions[0].words == "Also count the draft of November 20, 2026 (not filed)?"
    counted = prepare.prepared(root, answered(event("sale"), counted={name: COUNT}), NOW)
    assert [each.shown for each in counted.case.holdings.held] == ["Common Stock, direct: 40,971"]
    left = prepare.prepared(root, answered(event("sale"), counted={name: LEAVE}), NOW)
    assert [each.shown for each in left.case.holdings.held] == ["Common Stock, direct: 41,471"]
    by_hand = prepare.plan(root, answered(), NOW)
    assert f"draft.{name}" not in asked(by_hand)
    unit = {"name": "unit", "security": "Phantom Stock", "held": "10", "derivative": "true"}
    elsewhere = event("sale", side_from="unit", date="11/30/2026", shares="1", price="47", plan="no")
    assert f"draft.{name}" not in asked(prepare.plan(root, answered(elsewhere, positions=(unit,)), NOW))
    for typed, told in (("1041471", "1,041,471"), ("0.50", "0.5"), ("10 ^note", "10 ^note")):
        own = prepare.prepared(root, answered(elsewhere, positions=({**unit, "held": typed},)), NOW)
        assert f"Phantom Stock, direct: {told}" in [each.shown for each in own.case.holdings.held]
    assert f"draft.{name}" in asked(prepare.plan(root, answered(GIFT), NOW))


def test_what_is_saved_unfinished_says_so_and_goes_on_from_the_draft(tmp_path: Path) -> None:
    root = folder(tmp_path)
    open_ = answered(GIFT, event("gift", date="11/27/2026", shares="100", plan="no"), unfinished=True)
    plan = prepare.plan(root, open_, NOW)
    assert asked(plan) == ["event-2.direction", "event-2.from"] and plan.questions == ()
    name = prepare.carry_out(plan)
    text = (root / name).read_text()
    assert '{id: event-2.direction, ask: "Event 2: Who gave?"}' in text
    assert [each for each in check(root / name).codes() if each == "OPN01"]
    before, text = text, text.replace("events:\n", "events: # in order\n")
    (root / name).write_text(text)
    based = dataclasses.replace(answers_in(before, name).answers, base=before)
    assert prepare.plan(root, based, NOW).writes == (), "what another program wrote stays"
    read = answers_in(text, name)
    assert read.answers.events[1].value("direction") == ""
    first, second = read.answers.events
    values = {**second.values, "direction": "out", "from": "common-stock"}
    whole = dataclasses.replace(read.answers, events=(first, dataclasses.replace(second, values=values)))
    prepare.carry_out(prepare.plan(root, whole, NOW))
    after = (root / name).read_text()
    assert "open:" not in after and "events: # in order\n" in after
    assert after.splitlines()[:8] == text.splitlines()[:8]


def test_lines_written_by_hand_stay_as_they_are(tmp_path: Path) -> None:
    root = folder(tmp_path)
    prepare.carry_out(prepare.plan(root, answered(GIFT), NOW))
    file = root / "2026-11-27-reyes.yaml"
    row = "{security: Common Stock, ownership: indirect, nature: By Trust, owned_after: 5}"
    rows = f"non_derivative: # mine\n  - {row}\n"
    file.write_text(file.read_text().replace("events:\n", "events:\n  # a comment\n") + rows)
    read = answers_in(file.read_text(), file.name)
    assert read.by_hand == ("1 row",)
    more = event("sale", side_from="common-stock", date="11/30/2026", shares="10", price="47.5", plan="no")
    changed = dataclasses.replace(
        read.answers.events[0], values={**read.answers.events[0].values, "shares": "250"}
    )
    before = file.read_text()
    prepare.carry_out(prepare.plan(root, dataclasses.replace(read.answers, events=(changed, more)), NOW))
    line = "  - sale: {from: common-stock, date: 2026-11-30, shares: 10, price: 47.5}\n"
    gift = "  - gift: {from: common-stock, date: 2026-11-27, shares: 250}\n"
    assert file.read_text() == before.replace("shares: 200}\n", "shares: 250}\n").replace(gift, gift + line)
    gone = answers_in(file.read_text(), file.name)
    prepare.carry_out(
        prepare.plan(root, dataclasses.replace(gone.answers, events=gone.answers.events[:1]), NOW)
    )
    assert file.read_text() == before.replace("shares: 200}", "shares: 250}")


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    root = folder(tmp_path)
    name = prepare.carry_out(prepare.plan(root, answered(GIFT), NOW))
    file = root / name
    as_saved = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(as_saved)
    read = answers_in(file.read_text(encoding="utf-8-sig"), name).answers
    assert prepare.plan(root, read, NOW).writes == ()
    (gift,) = read.events
    more = dataclasses.replace(gift, values={**gift.values, "shares": "250"})
    prepare.carry_out(prepare.plan(root, dataclasses.replace(read, events=(more,)), NOW))
    assert file.read_bytes() == as_saved.replace(b"shares: 200", b"shares: 250")


def test_an_amendment_asks_why_each_line_is_changed(tmp_path: Path) -> None:
    root = folder(tmp_path)
    refused = amend.plan(root, amend.AmendAnswers("people/reyes.yaml"), NOW)
    assert "no filing on record" in refused.refusals[0].words
    name = amend.carry_out(amend.plan(root, amend.AmendAnswers("filed/2026-08-14-reyes.xml"), NOW))
    file = root / name
    text = file.read_text()
    answers = answers_in(text, name).answers
    made = prepare.prepared(root, answers, NOW)
    assert [(each.id, each.changed) for each in made.amended] == [("I-1", False)]
    assert made.plan.facts["open"] == [] and made.plan.writes == ()
    changed = dataclasses.replace(answers, rows={"I-1": {"shares": "592", "owned_after": "41,408"}})
    plan = prepare.plan(root, changed, NOW)
    assert [each[:2] for each in plan.facts["open"]] == [
        ["row-I-1.reason", "Table I, row 1: Common Stock, code G: why is it changed?"]
    ]
    why = {**changed.rows["I-1"], "reason": "Two digits were exchanged; 529 was reported."}
    prepare.carry_out(prepare.plan(root, dataclasses.replace(answers, rows={"I-1": why}), NOW))
    after = file.read_text()
    assert "disposed: 592 ^why-i-1" in after and "owned_after: 41408 ^why-i-1" in after
    assert "why-i-1: Two digits were exchanged; 529 was reported." in after
    kept = [line for line in text.splitlines() if "529" not in line and "41471" not in line]
    assert [line for line in kept if line not in after.splitlines()] == []
    assert not [each for each in check(file).codes() if each.startswith(("EVT", "DRF", "OPN"))]


HEAD = "Date,Time,Side,Symbol,Shares,Price,Currency\n"
PASTED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a clock of another zone": (
        "Trade Date,Time,Side,Shares,Price\n11/25/2026,10:31 PT,Sell,100,47\n",
        "2 lines read: 1 heading, 1 used.",
        (),
    ),
    "a cancelled trade": (
        "Date,Side,Status,Shares,Price\n11/25/2026,S,Filled,100,47\n11/25/2026,S,Cancelled,50,47\n",
        "3 lines read: 1 heading, 1 used, 1 not used.",
        ('Status is "Cancelled"',),
    ),
    "an option": (
        "Date,Side,Symbol,Shares,Price\n11/25/2026,S,HWLI,100,47\n11/25/2026,Sell to open,HWLI,1,3\n",
        "3 lines read: 1 heading, 1 used, 1 not used.",
        ('a trade of options: Side is "Sell to open"',),
    ),
    "another account": (
        "Date,Side,Account,Shares,Price\n11/25/2026,S,12345678,100,47\n11/25/2026,S,87654321,50,47\n",
        "3 lines read: 1 heading, 1 used, 1 not used.",
        ("another account, \u2022\u2022\u2022\u202221: make it an event of its own",),
    ),
    "empty lines": (
        f"{HEAD}\n11/25/2026,,S,HWLI,100,47,USD\n\n",
        "4 lines read: 1 heading, 1 used, 2 empty.",
        (),
    ),
    "numbers in two ways": (
        'Date;Side;Shares;Price\n11/25/2026;S;100;"1.234,50"\n11/25/2026;S;100;"1,234.50"\n',
        "3 lines read: 1 heading, 0 used, 2 not used: "
        "numbers are written in two ways: say which mark parts decimals",
        ("numbers are written in two ways: say which mark parts decimals",) * 2,
    ),
    "shares that are none": (
        f"{HEAD}11/25/2026,,S,HWLI,many,47,USD\n11/25/2026,,S,HWLI,7,47,USD\n",
        "3 lines read: 1 heading, 1 used, 1 not used.",
        ('"many" is not a number of shares',),
    ),
    "two columns of one name": (
        "Date,Side,Shares,Shares,Price\n11/25/2026,S,100,200,47\n",
        "2 lines read: 1 heading, 0 used, 1 not used: say which column has the shares",
        ("say which column has the shares",),
    ),
}


@pytest.mark.parametrize("case", sorted(PASTED))
def test_each_line_of_a_paste_has_its_reason(tmp_path: Path, case: str) -> None:
    text, words, reasons = PASTED[case]
    paste = PasteAnswers(text=text)
    told = prepare.plan(
        folder(tmp_path), answered(event("sale", paste, side_from="common-stock", plan="no")), NOW
    ).facts["pastes"][0]
    assert told["words"] == words
    assert tuple(each["why"] for each in told["each"] if each["why"]) == reasons
    assert sum(told[each] for each in ("heading", "used", "total", "not_used", "empty")) == told["read"]


def test_a_clock_is_kept_in_new_york_and_a_typed_day_is_not_overruled(tmp_path: Path) -> None:
    root = folder(tmp_path)
    text = PASTED["a clock of another zone"][0] + "11/27/2026,09:30 ET,Sell,50,47.1\n"
    sale = event("sale", PasteAnswers(text=text), side_from="common-stock", date="11/27/2026", plan="no")
    plan = prepare.plan(root, answered(sale), NOW)
    assert [each[:2] for each in plan.facts["open"]] == [
        [
            "event-1.days",
            "These lines are of November 25, 2026 and November 27, 2026; you typed November 27, 2026.",
        ]
    ]
    both = dataclasses.replace(sale, paste=PasteAnswers(text=text, days="lines"))
    name = prepare.carry_out(prepare.plan(root, answered(both), NOW))
    sold = (root / name).with_suffix(".sold.csv").read_text().splitlines()
    assert sold[1:] == ["2026-11-25,13:31:00,Sell,100,47,,,2", "2026-11-27,09:30,Sell,50,47.1,,,3"]
    one = dataclasses.replace(sale, paste=PasteAnswers(text=text, days="typed"))
    told = prepare.plan(root, answered(one, counted={name: LEAVE}), NOW).facts["pastes"][0]
    assert [each["why"] for each in told["each"] if each["why"]] == ["of 2026-11-25, not of 2026-11-27"]


def test_a_new_insider_says_what_is_owned_or_that_it_is_nothing(tmp_path: Path) -> None:
    root = folder(tmp_path)
    three = answered(form="3", period="11/24/2026")
    assert asked(prepare.plan(root, three, NOW)) == ["positions"]
    half = dataclasses.replace(three, positions=({"name": "untitled", "report": "true"},))
    assert asked(prepare.plan(root, half, NOW)) == ["position-1.security", "position-1.held"]
    owned = {"name": "common-stock", "security": "Common Stock", "held": "1,500", "report": "true"}
    plan = prepare.plan(root, dataclasses.replace(three, positions=(owned,)), NOW)
    assert (asked(plan), plan.refusals) == ([], ())
    assert plan.sentence.endswith("reports 1 holding. Due Friday, December 4, 10:00 p.m. New York.")
    said = (root / prepare.carry_out(plan)).read_text()
    assert "  common-stock: {security: Common Stock, held: 1500, report: true}" in said
    nothing = prepare.plan(root, dataclasses.replace(three, nothing=True), NOW)
    assert "owns no securities" in nothing.sentence and asked(nothing) == []


@pytest.mark.parametrize("kind", sorted(each.name for each in kinds()))
def test_no_kind_of_event_comes_with_an_answer(tmp_path: Path, kind: str) -> None:
    for held in (0, 41_471):
        made = prepare.prepared(folder(tmp_path / str(held), held=held), answered(event(kind)), NOW)
        found = {each.removeprefix("event-1.") for each in asked(made.plan)}
        assert {"date", "plan"} <= found and found & {"from", "to"}
        assert made.plan.writes == () and "events:" not in made.plan.facts["shown"]
        assert made.filing is not None
        (row,) = made.filing.non_derivative
        given = {name for name in ("date", "shares", "security", "owned_after") if getattr(row, name)}
        assert given == set()


def test_a_long_paste_and_a_long_form_are_planned_in_time(tmp_path: Path) -> None:
    people = (*PEOPLE, *(f"p{n}" for n in range(3, 11)))
    more = {f"p{n}": (f"000190{3500 + n}", f"Person Number {n}", "director: true") for n in range(3, 11)}
    PEOPLE.update(more)
    try:
        root = folder(tmp_path, people=people)
    finally:
        for key in more:
            del PEOPLE[key]
    line = "11/25/2026\tS\tHWLI\t{}\t{:.2f}\tUSD\n"
    lines = "".join(line.format(1 + n % 3, 47 + (n % 97) / 100) for n in range(5_000))
    paste = PasteAnswers(text=f"Trade Date\tB/S\tSym\tQty\tPx\tCcy\n{lines}")
    told = {"date": "11/27/2026", "shares": "7", "price": "47", "plan": "no", "owner": "1903446"}
    sale = event("sale", side_from="common-stock", **told)
    for answers, most in (
        (answered(event("sale", paste, side_from="common-stock", plan="no")), 1.0),
        (answered(*[sale] * 30, owners=people), 0.3),
    ):
        prepare.prepared(root, answered(sale), NOW)
        begun = time.process_time()
        made = prepare.prepared(root, answers, NOW)
        assert time.process_time() - begun < most * patience()
        assert made.plan.refusals == ()
