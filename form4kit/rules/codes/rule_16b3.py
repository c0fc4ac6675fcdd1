"""Rules on who may use a code of Rule 16b-3, and on which of the exercise codes fits."""

import re

from form4kit.analysis.rows import (
    CODES_LISTED,
    is_put,
    mentions,
    note_text_of_transaction,
    rows_with_code,
    title,
    without_denials,
)
from form4kit.analysis.titles import is_option, is_unit
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Owner
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_RULE_16B3 = frozenset("ADFIM")
_TIED_TO_THE_ISSUER = pattern(r"\b(?:director|deput|designee|board|employ|former|officer)", re.I)
_AWARD = pattern(
    r"\b(?:employee|director|incentive|non-?qualified|restricted|performance|deferred|phantom|[rp]sus?"
    r"|(?:stock|share) (?:units?|options?|appreciation))\b",
    re.I,
)


_PLACEMENT = {"non_derivative[1].code": "P", "non_derivative[1].price": "32 ^award"}
_TEN_PERCENT = {"owners[0].director": None, "owners[0].ten_percent": "true"}


@rule(
    "COD22",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16b-3(a)", "17 CFR 240.16b-3(d) to (f)", CODES_LISTED],
    good=[{}, _TEN_PERCENT | {"footnotes.award": "Granted for service of the designee on the board."}],
    bad=[Bad(_TEN_PERCENT | {"footnotes.award": "Granted for services."}, at="non_derivative[1].code")],
)
def exemption_is_for_directors_and_officers(filing: Filing) -> Problems:
    """Use codes A, D, F, I and M for directors and officers only.

    They claim exemptions under Rule 16b-3. Who is only a 10% owner buys with P, sells or returns with S
    or J, and exercises with X, O or C, also when the other party is the issuer.
    """
    if not filing.owners or not all(_only_ten_percent(owner) for owner in filing.owners):
        return
    original = filing.context.original if filing.amendment else None
    prose = f"{filing.prose} {original.prose if original else ''}"
    told: set[str] = set()
    for row in rows_with_code(filing, _RULE_16B3):
        code = row.code.value or ""
        if code in told or _TIED_TO_THE_ISSUER.search(prose):
            continue
        told.add(code)
        better = {"A": "P or J", "M": "X, O or C"}.get(code, "S or J")
        hint = f"Tick the director or officer box where it is true, or use {better}."
        yield Problem(row.at("code"), f"code {code} by a 10% owner who is neither director nor officer", hint)


def _only_ten_percent(owner: Owner) -> bool:
    others = owner.director.value or owner.officer.value or owner.other.value
    return bool(owner.ten_percent.value) and not others


_FROM_THE_ISSUER = pattern(
    r"\b(?:from|by|with) the (?:issuer|company|registrant|corporation)\b|\bprivate placement\b"
    r"|\bregistered direct offering\b|\bissuer's (?:private|rights) (?:placement|offering)\b",
    re.I,
)
_LEGAL_FORM = pattern(
    r"[,.]|\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|l\.?p|n\.?v|s\.?a|/\w+/?)\b",
    re.I,
)
_SHORTEST_NAME = 4
_GOES_ON = pattern(r"['’]|s\b|\w|[- ](?!(?:inc|corp|co|ltd|llc|plc)\b)(?-i:[A-Z])", re.I)
"""What makes the name one of another: `from Acorn's founder`, `from Acorn Holdings`."""
_NOT_FROM_THE_ISSUER = pattern(
    r"\b(?:open market|underwrit|selling (?:stock|share)holder|another (?:stock|share)holder"
    r"|(?:from|by) (?:a|an) third"
    r"|initial public offering|IPO|directed share|purchase plan|ESPP)",
    re.I,
)
_PLACED = "Purchased from the issuer in a private placement approved in advance by the board of directors."


@rule(
    "COD42",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16b-3(d)", CODES_LISTED],
    good=[
        _PLACEMENT | {"footnotes.award": "Purchased on the open market, not from the issuer."},
        _PLACEMENT | {"footnotes.award": "Purchased from Allied Motion Technologies' former director."},
        _PLACEMENT | {"owners[0].director": None, "owners[0].ten_percent": "true"},
    ],
    bad=[
        Bad(_PLACEMENT | {"footnotes.award": _PLACED}, at="non_derivative[1].code"),
        Bad(
            _PLACEMENT
            | {"footnotes.award": "Bought from Allied Motion Technologies Inc. under an agreement."},
            at="non_derivative[1].code",
        ),
    ],
)
def purchase_from_the_issuer_may_be_exempt(filing: Filing) -> Problems:
    """Ask whether what a director or officer buys from the issuer was approved under Rule 16b-3(d).

    If it was, it is a grant or award (A), exempt from Section 16(b). P leaves it open to be matched with any
    sale within six months.
    """
    if not any(owner.director.value or owner.officer.value for owner in filing.owners):
        return
    for row in rows_with_code(filing, frozenset("P")):
        words = note_text_of_transaction(filing, row)
        told = _from_the_issuer(without_denials(words), filing.issuer.name.text or "")
        if told and not _NOT_FROM_THE_ISSUER.search(words):
            hint = "Code A if Rule 16b-3(d) was met (board, committee, shareholders, or held six months)."
            yield Problem(row.at("code"), f'code P, and the footnote says "{told}"', hint)
            return


def _from_the_issuer(words: str, issuer: str) -> str:
    """Return the words by which a text says that the issuer sold, by that word or by its name."""
    if mentions(words, "the issuer", "the company", "registrant", "corporation", "placement", "offering"):
        found = _FROM_THE_ISSUER.search(words)
        if found:
            return found[0]
    name = " ".join(_LEGAL_FORM.sub("", issuer).split())
    at = words.lower().find(f"from {name.lower()}") if len(name) > _SHORTEST_NAME else -1
    told = words[at : at + len(f"from {name}")] if at >= 0 else ""
    return "" if _GOES_ON.match(words, at + len(told)) else told


_CALL_CODES = {
    "non_derivative[0].code": "X",
    "derivative[0].code": "X",
    "derivative[0].security": "Call Option (right to buy)",
}


@rule(
    "COD23",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "17 CFR 240.16b-3(d)"],
    good=[Good({}, on="4-option")],
    bad=[
        Bad(
            _CALL_CODES | {"derivative[0].security": "Stock Option (right to buy)"},
            "4-option",
            at="derivative[0].code",
        )
    ],
)
def award_is_exercised_under_rule_16b3(filing: Filing) -> Problems:
    """Use M when a director or officer exercises an award from the issuer.

    C, O and X are for derivatives that no exemption under Rule 16b-3 covers, as those bought in the market.
    """
    told: set[str] = set()
    for row in rows_with_code(filing, frozenset("COX")):
        code, name = row.code.value or "", title(row)
        if code in told or row.acquired_disposed.text != "D" or not _AWARD.search(name):
            continue
        if not any(owner.director.value or owner.officer.value for owner in filing.owners):
            return
        if is_option(name) or is_unit(name):
            told.add(code)
            yield Problem(row.at("code"), f"code {code} on {name}", "An award from the issuer takes M.")


@rule(
    "COD24",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED],
    good=[Good(_CALL_CODES, on="4-option")],
    bad=[
        Bad(
            _CALL_CODES | {"non_derivative[0].code": "O", "derivative[0].code": "O"},
            on="4-option",
            at="derivative[0].code",
        ),
        Bad(
            _CALL_CODES | {"non_derivative[0].price": "31.08", "derivative[0].exercise_price": "31.08"},
            on="4-option",
            at="derivative[0].code",
        ),
    ],
)
def exercise_is_in_or_out_of_the_money(filing: Filing) -> Problems:
    """Use X for a derivative in or at the money, and O for one out of the money.

    The exercise price is compared with the prices at which the same form trades or withholds shares that day.
    """
    for row in rows_with_code(filing, frozenset("XO")):
        strike, name = row.exercise_price.value, title(row)
        if row.table != "derivative" or not strike or row.acquired_disposed.text != "D" or is_put(name):
            continue
        prices = [
            each.price.value
            for each in rows_with_code(filing, frozenset("SFP"))
            if each.table == "non_derivative" and each.price.value and each.date.value == row.date.value
        ]
        if not prices:
            continue
        if row.code.value == "X" and strike > max(prices):
            yield Problem(
                row.at("code"), f"X at {strike}, shares at {max(prices)}: out of the money", "Use O."
            )
        elif row.code.value == "O" and strike <= min(prices):
            yield Problem(row.at("code"), f"O at {strike}, shares at {min(prices)}: in the money", "Use X.")
