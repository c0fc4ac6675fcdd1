"""A finding says whether it depends on the day, and it does: held against a judgement made without a day."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import filing_of

from form4kit.findings import Finding
from form4kit.folder.build import BuildOptions, build_files
from form4kit.law.clock import NEW_YORK
from form4kit.model import ABSENT, Filing
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.place import Place
from form4kit.rules import engine
from form4kit.rules.engine import catalogue, judge
from form4kit.rules.rule import Good, Problem, Rule
from form4kit.source.discover import Found

HERE = Path(__file__).parents[1]
RULES = catalogue()
OF_THE_DAY = frozenset(
    ["DAT03", "DAT05", "DUE01", "DUE02", "DUE03", "DUE04", "DUE06", "SIG04", "SIG05", "SIG10", "SIG13"]
)
"""What a proof must not show, since tomorrow it would be another."""
DAYS = [dt.date(2021, 3, 1), dt.date(2024, 1, 5), dt.date(2026, 3, 18), dt.date(2027, 3, 1)]


def undated(filing: Filing) -> set[tuple[str, Place, str]]:
    """What is found in a filing of which nobody knows when it is filed."""
    context = replace(filing.context, filed=None, instant=None)
    return {(each.rule, each.place, each.message) for each in judge(replace(filing, context=context))}


def wrong(filing: Filing) -> list[Finding]:
    """The findings whose flag says otherwise than the two judgements do."""
    lasting = undated(filing)
    return [
        each for each in judge(filing) if each.dated is ((each.rule, each.place, each.message) in lasting)
    ]


def on(filing: Filing, day: dt.date, hour: int = 0) -> Filing:
    """A filing as filed on another day, and at an hour of it where one is given."""
    instant = dt.datetime.combine(day, dt.time(hour), NEW_YORK) if hour else None
    return replace(filing, context=replace(filing.context, filed=day, instant=instant))


def unsigned(filing: Filing) -> Filing:
    """A filing whose signatures have no date."""
    return replace(filing, signatures=tuple(replace(each, date=ABSENT) for each in filing.signatures))


def variants(filing: Filing) -> Iterator[Filing]:
    """A filing as it is, filed on other days, before and after its own, and with undated signatures."""
    day = filing.filed or dt.date(2026, 11, 19)
    yield filing
    yield unsigned(filing)
    for days in (-30, -1, 1, 12, 400):
        yield on(filing, day + dt.timedelta(days))
    yield on(filing, day + dt.timedelta(1), 17)


def files(root: Path) -> Iterator[Filing]:
    for file in sorted(root.rglob("*")):
        if file.suffix in (".yaml", ".xml") and file.is_file():
            found = Found(str(file), file)
            filing = run(found, Options(only_read=True)).filing
            if filing is not None:
                yield filing


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_flag_is_right_for_the_examples_of_each_rule(rule: Rule) -> None:
    for example in (*rule.bads, *rule.goods):
        for filing in variants(filing_of(example)):
            assert wrong(filing) == []


@pytest.mark.parametrize("corpus", ["clean", "broken", "golden", "../examples"])
def test_the_flag_is_right_for_the_filings_of_the_project(corpus: str) -> None:
    read = list(files(HERE / corpus))
    assert read
    assert [each for filing in read for day in DAYS for each in wrong(on(filing, day))] == []
    assert [each for filing in read for each in wrong(filing)] == []


def test_the_flag_is_right_for_filings_of_record(shared: Path) -> None:
    read = [*files(shared / "filings"), *files(shared / "cases")]
    assert len(read) > 300
    assert [each for filing in read for day in DAYS for each in wrong(on(filing, day))] == []


def test_a_rule_that_is_dated_finds_something_and_nothing_without_a_day() -> None:
    dated = [rule for rule in RULES if rule.dated]
    assert {rule.code for rule in dated} >= OF_THE_DAY
    for rule in dated:
        for bad in rule.bads:
            filing = filing_of(bad)
            assert any(each.rule == rule.code and each.dated for each in judge(filing))
            assert rule.code not in {code for code, _, _ in undated(filing)}


@pytest.mark.parametrize(("code", "number"), [("SIG11", 0), ("SIG12", 0), ("SIG12", 1)])
def test_a_power_is_judged_on_the_day_where_the_signature_has_none(code: str, number: int) -> None:
    """A rule may depend on the day in one case and not in another."""
    bad = next(rule for rule in RULES if rule.code == code).bads[number]
    filing = filing_of(bad)
    assert [each.dated for each in judge(filing) if each.rule == code] == [False]
    assert [each.dated for each in judge(unsigned(filing)) if each.rule == code] == [True]


def made(code: str, **more: object) -> Rule:
    """A rule that objects to everything; it is not of the catalogue."""

    def check(filing: Filing) -> Iterator[Problem]:
        yield Problem(filing.at(), "a message")

    terms = {"since": None, "until": None, "dated": False, **more}
    return replace(RULES[0], code=code, check=check, **terms)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "dated"),
    [({}, False), ({"dated": True}, True), ({"until": dt.date(2026, 12, 31)}, True)],
)
def test_what_a_rule_says_of_itself_stands_on_its_findings(more: dict[str, object], dated: bool) -> None:
    """A rule that ends on a day applies because of the day."""
    filing = filing_of(Good({}))
    found = list(made("TST01", **more).findings(filing))
    assert [each.dated for each in found] == [dated]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], list[int]]:
    """Count the calls of a module's function, whoever makes them."""

    def count(module: object, name: str) -> list[int]:
        calls: list[int] = []
        real = getattr(module, name)

        def counting(*args: object) -> object:
            calls.append(1)
            return real(*args)

        monkeypatch.setattr(module, name, counting)
        return calls

    return count


def test_a_build_judges_once(counted: Callable[[object, str], list[int]]) -> None:
    """Its deadline is reckoned once by the rules, for the hours that are left, and once for the folder."""
    from form4kit.analysis import due

    judged, reckoned = counted(engine, "applicable"), counted(due, "combined_due")
    file = HERE / "clean" / "4.yaml"
    noon = dt.datetime(2026, 11, 19, 12, tzinfo=NEW_YORK)
    outcome = run(Found(str(file), file), Options(filed=noon))
    built = build_files(outcome, BuildOptions(frozenset(["pdf"])), outcome.findings)
    assert {"proof.pdf", "manifest.json"} <= set(built.files)
    assert len(judged) == 1
    assert len(reckoned) == 2
