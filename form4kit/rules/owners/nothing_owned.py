"""Rule on a Form 3 that says that nothing is owned."""

from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_NOTHING_OWNED = (("<issuer>", "<noSecuritiesOwned>1</noSecuritiesOwned><issuer>"),)
_NO_ROWS = {"non_derivative": None, "derivative": None, "footnotes": None}


@rule(
    "OWN28",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 3, General Instruction 5(a)", "Form 3, Tables I and II"],
    forms="3",
    sources=["published", "submission"],
    good=[Good(_NO_ROWS, on="3", xml=_NOTHING_OWNED)],
    bad=[Bad(on="3", xml=_NOTHING_OWNED, at="as_published.no_securities_owned", also=("XML08",))],
)
def nothing_owned_has_no_rows(filing: Filing) -> Problems:
    """Say that no securities are owned only on a Form 3 without rows.

    The printed form would say both, that nothing is owned and what is.
    """
    own = filing.as_published
    if own and own.no_securities_owned.value and filing.rows:
        count = len(filing.rows)
        message = f"says that no securities are owned, above {count} row{'s' if count > 1 else ''}"
        yield Problem(own.at("no_securities_owned"), message, "Take out the flag, or the rows.")
