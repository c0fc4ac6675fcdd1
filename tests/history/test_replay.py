"""The order of filings: in time, and of one day as their balances run."""

from decimal import Decimal
from itertools import permutations

import pytest
from clean_filings import filing_of

from form4kit.history.replay import Named, in_order
from form4kit.model import Filing
from form4kit.rules.rule import Good


def sale(
    sold: str, left: str, day: str = "2026-11-18", signed: str = "2026-11-19", form: str = "4"
) -> Filing:
    """A form of one sale."""
    edits: dict[str, object] = {
        "form": form,
        "signatures[0].date": signed,
        "non_derivative": [
            {"security": "Common Stock", "date": day, "code": "S", "disposed": sold, "price": "31.07"}
            | {"owned_after": left, "ownership": "direct"}
        ],
        "footnotes": None,
    }
    return filing_of(Good(edits))


def lefts(filings: list[Named]) -> list[Decimal | None]:
    return [each.filing.rows[-1].owned_after.value for each in filings]


OF_ONE_DAY = [("1000", "41471"), ("471", "41000"), ("900", "40100")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("names", list(permutations("abc")))
def test_filings_of_one_day_follow_as_their_balances_run(
    order: tuple[int, ...], names: tuple[str, ...]
) -> None:
    filings = [Named(names[at], sale(*OF_ONE_DAY[at])) for at in order]
    assert lefts(in_order(filings)) == [Decimal(41471), Decimal(41000), Decimal(40100)]


def test_what_balances_do_not_tell_names_do() -> None:
    filings = [Named("b", sale("10", "90")), Named("a", sale("10", "50"))]
    assert [each.name for each in in_order(filings)] == ["a", "b"]


def test_there_and_back_again_names_tell() -> None:
    """One sells what the other buys, so that each goes on from the other."""
    back = filing_of(
        Good(
            {
                "non_derivative": [
                    {"security": "Common Stock", "date": "2026-11-18", "code": "P", "acquired": "10"}
                    | {"price": "31.07", "owned_after": "100", "ownership": "direct"}
                ],
                "footnotes": None,
                "signatures[0].date": "2026-11-19",
            }
        )
    )
    filings = [Named("b", sale("10", "90")), Named("a", back)]
    assert [each.name for each in in_order(filings)] == ["a", "b"]


def test_the_signature_comes_before_the_balance() -> None:
    filings = [
        Named("a", sale("471", "41000", signed="2026-11-19")),
        Named("b", sale("1000", "41471", signed="2026-11-20")),
    ]
    assert [each.name for each in in_order(filings)] == ["a", "b"]


def test_an_amendment_that_is_not_signed_yet_follows_what_it_amends() -> None:
    draft = sale("900", "41571", signed="", form="4/A")
    ordered = in_order([Named("a", draft), Named("b", sale("1000", "41471"))])
    assert [each.name for each in ordered] == ["b", "a"]
