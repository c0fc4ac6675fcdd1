"""A note on titles that changed since the last form."""

from difflib import SequenceMatcher

from form4kit.analysis.earlier_filings import earlier_forms
from form4kit.analysis.rows import title
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_EARLIER_OPTION = {
    "period": "2026-11-02",
    "non_derivative[0].owned_after": "41871",
    "non_derivative[1].owned_after": "41471",
    "derivative[0].owned_after": "4000",
}


@rule(
    "DER15",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 3(b)"],
    good=[
        Good(
            {"derivative[0].security": "STOCK OPTION (RIGHT TO BUY)"},
            on="4-option",
            earlier=(_EARLIER_OPTION,),
        ),
        Good(
            {"derivative[0].security": "Share Warrant (right to buy)"},
            on="4-option",
            earlier=(_EARLIER_OPTION,),
        ),
    ],
    bad=[
        Bad(
            {"derivative[0].security": "Stock Options (right to buy)"},
            on="4-option",
            earlier=(_EARLIER_OPTION,),
            at="derivative[0].security",
        ),
        Bad(
            {"derivative[0].security": "Stock Opiton (right to buy)"},
            on="4-option",
            earlier=(_EARLIER_OPTION,),
            at="derivative[0].security",
        ),
    ],
)
def title_stays_the_same(filing: Filing) -> Problems:
    """Call a security what the last form called it.

    Balances are carried from form to form by title: `Common Shares` after `Common Stock` looks like another
    class. Capitals make no difference, since EDGAR keeps titles in capitals.
    """
    earlier = {_spelled(title(row)): title(row) for each in earlier_forms(filing) for row in each.rows}
    told: set[str] = set()
    for row in filing.rows if earlier else ():
        own = _spelled(title(row))
        if own and own not in earlier and own not in told:
            told.add(own)
            former = next((name for spelled, name in earlier.items() if is_respelled(own, spelled)), None)
            if former:
                message = f"{title(row)!r}, which was {former!r} before"
                yield Problem(row.at("security"), message, "Use one title, so that the balances connect.")


def _spelled(name: str) -> str:
    return " ".join(name.upper().split())


def is_respelled(one: str, other: str) -> bool:
    """Tell whether two titles name one class spelled twice: a plural, a synonym, a slip in a word."""
    words, others = _words(one), _words(other)
    if len(words) != len(others):
        return False
    odd = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return not odd or (len(odd) == 1 and _slip(*odd[0]))


def _words(name: str) -> list[str]:
    singular = (word[:-1] if len(word) > 3 and word.endswith("S") else word for word in normal(name).split())
    return ["STOCK" if word == "SHARE" else word for word in singular]


def _slip(one: str, other: str) -> bool:
    short = min(len(one), len(other)) < 5
    if short or not one.isalpha() or not other.isalpha():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.8
