"""The frame of the rule book at its edges: what a declaration says, and the days on which a rule applies."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from rule_cases import edited

from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules import engine
from form4kit.rules.rule import DECLARED, Bad, Check, Good, Problem, Problems, Rule, rule, source_of

DAY = dt.timedelta(days=1)
SINCE, UNTIL = dt.date(2023, 4, 1), dt.date(2024, 6, 30)


def always(filing: Filing) -> Problems:
    """Ask for nothing
    at all.

    It is   a rule
    for tests.
    """
    yield Problem(filing.at("remarks"), "a message", "A hint.")


def forget() -> None:
    for cached in (engine.catalogue, engine._turns, engine._applicable):
        cached.cache_clear()


@pytest.fixture
def book() -> Iterator[Callable[..., Rule]]:
    """Give a rule book of its own, to which rules are declared; the whole one is there again afterwards."""
    engine.catalogue()
    whole = DECLARED[:]
    DECLARED.clear()
    forget()

    def declare(code: str, check: Check = always, **terms: object) -> Rule:
        terms = {"cites": ["a law"], "bad": [Bad(at="remarks")], **terms}
        assert rule(code, Severity.WARNING, Authority.FORM, **terms)(check) is check  # type: ignore[arg-type]
        forget()
        return DECLARED[-1]

    yield declare
    DECLARED[:] = whole
    forget()


def test_a_declaration_says_what_the_rule_is(book: Callable[..., Rule]) -> None:
    made = book("TST01", good=[{"remarks": "x"}, Good(on="5")])
    assert (made.title, made.reason) == ("Ask for nothing at all.", "It is a rule for tests.")
    assert (made.forms, made.sources) == ("345", {"draft", "submission", "published"})
    assert (made.since, made.until, made.aliases) == (None, None, ())
    assert [type(each) for each in made.goods] == [Good, Good]
    assert [each.on for each in made.goods] == ["4", "5"]
    dated = book("TST02", since="2023-04-01", until="2024-06-30", sources=["draft"])
    assert (dated.since, dated.until, dated.sources) == (SINCE, UNTIL, {"draft"})
    assert not [each for each in (made, dated) if each.check is not always]


def test_a_rule_without_a_reason_has_none(book: Callable[..., Rule]) -> None:
    def bare(filing: Filing) -> Problems:
        yield Problem(filing.at(), "")

    assert (book("TST01", bare).title, book("TST02", bare).reason) == ("", "")


def test_the_catalogue_is_in_order_and_has_each_code_once(book: Callable[..., Rule]) -> None:
    book("TST02")
    book("TST01")
    assert [each.code for each in engine.catalogue()] == ["TST01", "TST02"]
    book("TST01")
    with pytest.raises(ValueError, match=r"declared twice: TST01$"):
        engine.catalogue()


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (None, "TST01 TST02"),
        (dt.date.min, "TST01 TST03"),
        (SINCE - DAY, "TST01 TST03"),
        (SINCE, "TST01 TST02 TST03"),
        (UNTIL, "TST01 TST02 TST03"),
        (UNTIL + DAY, "TST01 TST02"),
        (dt.date.max, "TST01 TST02"),
    ],
)
def test_rules_apply_from_their_first_day_to_their_last(
    book: Callable[..., Rule], day: dt.date | None, codes: str
) -> None:
    book("TST01")
    book("TST02", since=str(SINCE))
    book("TST03", until=str(UNTIL))
    book("TST04", forms="5")
    book("TST05", sources=["submission"])
    chosen = engine.applicable("4", "draft", day)
    assert " ".join(each.code for each in chosen) == codes
    assert [each for each in engine.catalogue() if each.applies("4", "draft", day)] == list(chosen)


def test_a_book_without_days_applies_on_all(book: Callable[..., Rule]) -> None:
    made = book("TST01", since="2023-04-01")
    assert not made.applies("3", "draft", SINCE - DAY)
    assert made.applies("3", "published", SINCE)


def test_problems_are_stamped(book: Callable[..., Rule]) -> None:
    def graver(filing: Filing) -> Problems:
        yield Problem(filing.at(), "x", "", Severity.ERROR, Authority.EDGAR)

    book("TST01", since="2023-04-01")
    book("TST02", graver)
    filing = edited({})
    assert [(each.rule, each.severity, each.authority) for each in engine.judge(filing)] == [
        ("TST01", Severity.WARNING, Authority.FORM),
        ("TST02", Severity.ERROR, Authority.EDGAR),
    ]
    assert engine.judge(filing)[0].message == "a message"
    assert engine.judge(Filing()) == []


def test_where_a_filing_comes_from() -> None:
    draft = edited({})
    assert source_of(draft) == "draft"
    assert source_of(edited({"submission": "TEST"})) == "submission"
    assert source_of(edited({"published": True})) == "published"
    assert source_of(replace(draft, kind="document")) == "submission"
