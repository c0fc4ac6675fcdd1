"""The places of a form that a comment may be on: its cells and boxes, by name and in words."""

from form4kit.model import Filing
from form4kit.place import in_words
from form4kit.proof.view import view

_WORDS = {
    "owned": "owned_after",
    "early": "timeliness",
    "amount": "shares",
    "underlying_amount": "underlying_shares",
}
_TABLES = ("non_derivative", "derivative")


def places_of(filing: Filing) -> dict[str, str]:
    """Return each place of a form with its words: `non_derivative:1:3` is `Table I, row 2, code`.

    Rows and columns are counted from 0; the whole row is `non_derivative:1`.
    """
    found = {"issuer": "Issuer", "period": "Period of report", "remarks": "Remarks"}
    form = view(filing)
    for number, owner in enumerate(filing.owners):
        found[f"owner:{number}"] = (
            f"Reporting owner {number + 1}, {owner.name.text or owner.cik.text or ''}".rstrip(", ")
        )
    for table in _TABLES:
        columns = [str(column["cell"]) for column in getattr(form, table).columns]
        for row, _ in enumerate(getattr(filing, table)):
            found[f"{table}:{row}"] = in_words((table, row))
            for number, cell in enumerate(columns):
                found[f"{table}:{row}:{number}"] = in_words((table, row, _WORDS.get(cell, cell)))
    for note in filing.footnotes:
        found[f"note:{note.id}"] = in_words(("footnotes", note.id))
    for number, _ in enumerate(filing.signatures):
        found[f"signature:{number}"] = in_words(("signatures", number))
    return found


def where_words(filing: Filing | None, place: str, page: int = 0) -> str:
    """Say where a comment is: in the form's words, else on which page; empty for the form as a whole."""
    known = places_of(filing).get(place, "") if filing is not None and place else ""
    return known or (f"page {page}" if page else "")
