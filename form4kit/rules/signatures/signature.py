"""Rules on the signatures: how many, what they are, and when they were given."""

import datetime as dt

from form4kit.analysis.passages import if_left_blank
from form4kit.analysis.signatures import all_named, has_capacity, is_marked, names, says_for_all
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.place import Place
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule, source_of
from form4kit.words import counted

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_MOST = 10
_LONGEST = 255
_STALE = 10
_SLIP = 90
_TRUST = {"cik": "0001234568", "name": "Federico Family Trust", "ten_percent": "true"}
_TWO_OWNERS = {
    "owners[1]": _TRUST,
    "footnotes.award": "Restricted shares held directly by Mr. Federico, vesting in full on May 1, 2027.",
}


def _signed(*signatures: str) -> list[dict[str, str]]:
    """Return signatures for an example."""
    return [{"name": name, "date": "2026-11-19"} for name in signatures]


@rule(
    "SIG01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[
        f"{_SPEC}, section 4.3.7",
        "17 CFR 240.16a-3(j)",
        "Form 4, General Instruction 4(b)(v); Form 3, General Instruction 5(b)(v)",
    ],
    good=[
        _TWO_OWNERS | {"signatures": _signed("/s/ Richard D. Federico, for himself and as Trustee")},
        _TWO_OWNERS | {"signatures": _signed("See signatures attached as Exhibit 99.2")},
        {"signatures": _signed(*["/s/ Richard D. Federico"] * 10)},
    ],
    bad=[
        Bad({"signatures": None}, at="signatures"),
        Bad({"signatures": _signed(*["/s/ Richard D. Federico"] * 11)}, at="signatures[10]"),
        Bad(
            _TWO_OWNERS | {"signatures": _signed("/s/ Richard D. Federico")},
            at="signatures",
            severity=Severity.WARNING,
        ),
        Bad(
            _TWO_OWNERS | {"signatures": _signed("/s/ Ann Lee, attorney-in-fact for Richard D. Federico")},
            at="signatures",
            severity=Severity.WARNING,
            also=("SIG06",),
        ),
    ],
)
def every_owner_signs(filing: Filing) -> Problems:
    """Give one to ten signatures, one for each owner of a joint filing.

    EDGAR suspends a form with none or more than ten. It does not tie signatures to owners, so that one person
    may sign for several; the signature then says for whom.
    """
    signed, owners = len(filing.signatures), len(filing.owners)
    if not signed:
        hint = "Give the typed name and the date."
        if filing.kind == "draft":
            hint = "Write `signatures: [{name: /s/ Jane Doe, date: 2026-11-18}]`, with your name and day."
        yield Problem(filing.at("signatures"), "no signature", hint)
    elif signed > _MOST:
        hint = "One person may sign for several: say `on behalf of each of them`."
        yield Problem(filing.signatures[_MOST].at(), f"{signed} signatures, the most is {_MOST}", hint)
    elif signed < owners:
        yield from _too_few(filing)


def _too_few(filing: Filing) -> Problems:
    texts = [signature.name.text or "" for signature in filing.signatures]
    if any(says_for_all(text) for text in texts):
        return
    known = all_named(filing)
    named = [owner for owner in filing.owners if known and any(names(text, owner) for text in texts)]
    single = len(texts) == 1
    if single and known and len(named) == len(filing.owners):
        return
    open_to_all = single and not named and has_capacity(texts[0])
    message = f"{len(filing.owners)} owners, {counted(len(texts), 'signature')}"
    hint = "Each owner signs, or one signs for several and says so: `on behalf of each reporting person`."
    severity = Severity.NOTE if open_to_all else Severity.WARNING
    first = filing.signatures[0]
    yield Problem(Place(("signatures",), first.line, first.column), message, hint, severity, Authority.FORM)


@rule(
    "SIG02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3.7", "17 CFR 232.302(a)"],
    good=[
        {"signatures[0].name": "Richard D. Federico, by /s/ Richard D. Federico"},
        {"signatures[0].name": "Richard D. Federico", "published": True},
    ],
    bad=[
        Bad({"signatures[0].name": ""}, at="signatures[0].name"),
        Bad({"signatures[0].date": ""}, at="signatures[0].date"),
        Bad({"signatures[0].name": "/s/ Richard D. Federico" + ", Trustee" * 26}, at="signatures[0].name"),
        Bad({"signatures[0].name": "Richard D. Federico"}, at="signatures[0].name", severity=Severity.NOTE),
    ],
)
def signature_is_typed(filing: Filing) -> Problems:
    """Type each signature, in at most 255 characters, and date it.

    EDGAR suspends a form with an empty one, or one without a date. The `/s/` before the name is custom:
    Regulation S-T takes any typed symbol that the signer adopts.
    """
    for signature in filing.signatures:
        text = signature.name.text or ""
        if not text.strip():
            hint = "Type the name: `/s/ Jane Doe`."
            severity = if_left_blank(filing, signature.name)
            yield Problem(signature.at("name"), "an empty signature", hint, severity)
        elif len(text) > _LONGEST:
            yield Problem(
                signature.at("name"), f"{len(text)} characters, the most is {_LONGEST}", "Shorten it."
            )
        elif not is_marked(text) and source_of(filing) != "published" and not says_for_all(text):
            message, hint = f"{text!r} without `/s/`", f"Custom is `/s/ {text}`."
            yield Problem(signature.at("name"), message, hint, Severity.NOTE, Authority.PRACTICE)
        empty_element = filing.kind != "draft" and signature.date.line  # a fault of the date, DAT01
        if not (signature.date.text or "").strip() and not empty_element:
            hint = "Give the day of signing: `date: YYYY-MM-DD`."
            yield Problem(
                signature.at("date"),
                "a signature without a date",
                hint,
                if_left_blank(filing, signature.date),
            )


@rule(
    "SIG03",
    Severity.ERROR,
    Authority.FORM,
    cites=["Exchange Act Section 16(a)(2)", "Form 4, General Instruction 1; Form 3, General Instruction 1"],
    good=[{"signatures[0].date": "2026-11-18"}, Good({"signatures[0].date": "2026-11-16"}, on="3")],
    bad=[
        Bad({"signatures[0].date": "2026-11-16"}, at="signatures[0].date"),
        Bad({"signatures[0].date": "2026-11-17"}, at="signatures[0].date", severity=Severity.WARNING),
        Bad({"signatures[0].date": "2026-11-12"}, on="3", at="signatures[0].date", severity=Severity.WARNING),
    ],
)
def signature_follows_the_trade(filing: Filing) -> Problems:
    """Sign on the day of the last transaction or later.

    The form reports what was done. One day earlier may be a matter of time zones, and a Form 3 is
    sometimes signed before the registration that calls for it takes effect: these are warned of.
    """
    last = _last_event(filing)
    if last is None:
        return
    what = "the event" if filing.base_form == "3" else "the last transaction"
    dated = last != max(_events(filing))
    for signature in filing.signatures:
        day = signature.date.value
        if day is None or day >= last:
            continue
        lenient = filing.base_form == "3" or (last - day).days == 1
        message = f"signed {day}, before {what} on {last}"
        yield Problem(
            signature.at("date"),
            message,
            "Mend the wrong one of the two.",
            Severity.WARNING if lenient else None,
            dated=dated,
        )


def _last_event(filing: Filing) -> dt.date | None:
    """Return the last day that the form reports; a day still to come is the row's own fault."""
    limit = None if filing.published else filing.filed
    return max((day for day in _events(filing) if limit is None or day <= limit), default=None)


def _events(filing: Filing) -> list[dt.date]:
    """Return the days that the form reports, one still to come among them."""
    parts = [filing.period] if filing.base_form == "3" else [row.date for row in filing.transactions]
    return [part.value for part in parts if part.value]


@rule(
    "SIG04",
    Severity.WARNING,
    Authority.PRACTICE,
    dated=True,
    cites=["17 CFR 232.302(b)"],
    good=[{"signatures[0].date": "2026-11-19"}],
    bad=[
        Bad({"signatures[0].date": "2026-11-21"}, at="signatures[0].date"),
        Bad({"signatures[0].date": "2026-11-20"}, at="signatures[0].date", severity=Severity.NOTE),
    ],
)
def signature_is_not_after_filing(filing: Filing) -> Problems:
    """Sign on the day of filing or before.

    Regulation S-T wants the page that authenticates a typed signature signed before or at the filing. Who
    signs east of New York may be a day ahead.
    """
    if filing.filed is None:
        return
    for signature in filing.signatures:
        days = (signature.date.value - filing.filed).days if signature.date.value else 0
        if 0 < days <= _SLIP:
            message = f"signed {signature.date.text}, filed {filing.filed}"
            severity = Severity.NOTE if days == 1 else None
            yield Problem(signature.at("date"), message, "Give the day on which it was signed.", severity)


@rule(
    "SIG05",
    Severity.NOTE,
    Authority.PRACTICE,
    dated=True,
    cites=["17 CFR 232.302(b)"],
    good=[Good({"signatures[0].date": "2026-01-31"}, on="5")],
    bad=[Bad({"signatures[0].date": "2026-01-30"}, on="5", at="signatures[0].date")],
)
def signature_is_fresh(filing: Filing) -> Problems:
    """Sign in the days before the filing.

    A signature of more than ten days ago is likely left over from an earlier draft.
    """
    if filing.filed is None:
        return
    for signature in filing.signatures:
        days = (filing.filed - signature.date.value).days if signature.date.value else 0
        if _STALE < days <= _SLIP:
            message = f"signed {signature.date.text}, {days} days before the filing on {filing.filed}"
            yield Problem(signature.at("date"), message, "Is it the signature of this form?")


@rule(
    "SIG10",
    Severity.WARNING,
    Authority.PRACTICE,
    dated=True,
    cites=["17 CFR 232.302(b)"],
    good=[Good({"signatures[0].date": "2025-11-12"}, on="5")],
    bad=[
        Bad({"signatures[0].date": "2025-11-11"}, on="5", at="signatures[0].date"),
        Bad({"signatures[0].date": "2027-11-19"}, at="signatures[0].date"),
        Bad({"signatures[0].date": "2025-11-19"}, at="signatures[0].date", also=("SIG03",)),
    ],
)
def signature_is_of_this_year(filing: Filing) -> Problems:
    """Date the signature in the right year.

    One that lies more than ninety days from the filing has a slip in it, most often last year's number.
    """
    if filing.filed is None:
        return
    for signature in filing.signatures:
        day = signature.date.value
        if day and abs((filing.filed - day).days) > _SLIP:
            message = f"signed {day}, filed {filing.filed}"
            yield Problem(signature.at("date"), message, "Look at the year.")
