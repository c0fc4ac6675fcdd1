"""The rule on short positions that the shares held do not cover."""

from collections.abc import Callable
from decimal import Decimal

from form4kit.analysis.rows import title
from form4kit.analysis.titles import is_put_right, is_sold_short, normal
from form4kit.findings import Authority, Severity
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_CALL = {
    "non_derivative[1]": None,
    "footnotes": None,
    "derivative": [
        {
            "security": "Call Option (obligation to sell)",
            "exercise_price": "30",
            "date": "2026-11-18",
            "code": "S",
            "disposed": "520",
            "price": "2.5",
            "exercisable": "2026-11-18",
            "expires": "2027-03-19",
            "underlying": "Common Stock",
            "underlying_shares": "52000",
            "owned_after": "520",
            "ownership": "direct",
        }
    ],
}
_COVERED = {"derivative[0].disposed": "514", "derivative[0].underlying_shares": "51400"}


@rule(
    "COD43",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["15 U.S.C. 78p(c)", "17 CFR 240.16c-4"],
    good=[
        _CALL | _COVERED | {"derivative[0].owned_after": "514"},
        _CALL | {"foreign_private": True},
        Good(_CALL | {"non_derivative": None}),
    ],
    bad=[Bad(_CALL, at="derivative[0].code")],
)
def short_positions_are_covered(filing: Filing) -> Problems:
    """Keep what is sold short, by calls written, swaps or forwards, or by puts, within the shares held.

    Section 16(c) forbids short sales; Rule 16c-4 lets put equivalents stand that cover no more than the
    shares owned. Calls and puts are taken apart, since a collar has both on the same shares. Whether options
    in the money count as shares held is for counsel; insiders of foreign private issuers are exempt.
    """
    if filing.context.foreign_private:
        return
    for is_short in (is_sold_short, is_put_right):
        positions = [row for row in filing.derivative if is_short(title(row)) and row.underlying.text]
        told: set[str] = set()
        for row in positions:
            underlying = row.underlying.text or ""
            if row.code.value not in ("P", "S") or underlying in told:
                continue
            told.add(underlying)
            held = dict(filing.context.held).get(normal(underlying))
            if held is None:
                held = _total(
                    _held, [row for row in filing.non_derivative if normal(title(row)) == normal(underlying)]
                )
            if held is not None:
                held += _covered(filing, underlying)
            sold = _total(_shares_under, [each for each in positions if each.underlying.text == underlying])
            if held is not None and sold is not None and sold > held:
                message = f"short positions of {sold:,f} shares, {held:,f} of {underlying} held"
                hint = "Section 16(c) and Rule 16c-4 ask for cover: look at both numbers, and ask counsel."
                yield Problem(row.at("code"), message, hint)


@rule(
    "COD46",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    sources=["draft"],
    cites=["15 U.S.C. 78p(c)", "17 CFR 240.16c-4"],
    good=[
        _CALL | _COVERED | {"derivative[0].owned_after": "514"},
        _CALL | {"non_derivative": None, "cover": [{"security": "Common Stock", "shares": "100000"}]},
        _CALL | {"non_derivative": None, "foreign_private": True},
    ],
    bad=[Bad(_CALL | {"non_derivative": None}, at="derivative[0].code")],
)
def cover_of_a_short_position_is_known(filing: Filing) -> Problems:
    """Know which shares cover what is sold short, where the form shows none of the class.

    Rule 16c-4 lets a put equivalent position stand that covers no more than the shares owned. The form need
    not show them: `cover:` keeps the fact.
    """
    if filing.context.foreign_private:
        return
    held = {normal(title(row)) for row in filing.non_derivative} | {name for name, _ in filing.context.held}
    told: set[str] = set()
    for row in filing.derivative:
        underlying = normal(row.underlying.text or "")
        if not (is_sold_short(title(row)) or is_put_right(title(row))) or row.code.value not in ("P", "S"):
            continue
        if underlying and underlying not in held | told and not _covered(filing, underlying):
            told.add(underlying)
            message = f"no {row.underlying.text} on the form, and no `cover:` says what covers this position"
            held_of = f"cover: [{{security: {row.underlying.text}, shares: N}}]"
            hint = f"Add `{held_of}` with the number held for N, and ask counsel."
            yield Problem(row.at("code"), message, hint)


def _covered(filing: Filing, underlying: str) -> Decimal:
    """Return how many shares of a class are said to be held beside those on the form."""
    of_class = [each.shares for each in filing.context.cover if normal(each.security) == normal(underlying)]
    return sum(of_class, Decimal(0))


def _total(amount: Callable[[Row], Decimal | None], rows: list[Row]) -> Decimal | None:
    """Add up the last balances of the positions in rows; None where there is none, or one is not told."""
    last = {_position(row): amount(row) for row in rows}
    known = [each for each in last.values() if each is not None]
    return sum(known, Decimal(0)) if last and len(known) == len(last) else None


def _position(row: Row) -> tuple[object, ...]:
    return (
        title(row),
        row.exercise_price.value,
        row.expires.value,
        row.direct_indirect.value,
        row.nature.text,
    )


def _held(row: Row) -> Decimal | None:
    return row.owned_after.value


def _shares_under(row: Row) -> Decimal | None:
    """Return the shares under the balance of a derivative, at the ratio of its row."""
    under, moved, left = row.underlying_shares.value, row.shares.value, row.owned_after.value
    if row.holding:
        return under
    return left * under / moved if left is not None and under is not None and moved else None
