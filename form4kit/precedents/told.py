"""What a search found, as text and as JSON; with a line that says what it is not."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from form4kit.precedents.search import Precedent
from form4kit.words import counted

NO_ADVICE: Final = "This is what others filed, not advice: a wording fits the facts for which it was written."
_WIDE: Final = 100


def as_text(found: Sequence[Precedent]) -> str:
    """Return the wordings, each with where it stands and how many others have it."""
    lines = [line for each in found for line in (*_lines(each), "")]
    return "".join(f"{line}\n" for line in (*lines, NO_ADVICE))


def _lines(found: Precedent) -> Iterator[str]:
    stands = [f"code {found.code}" if found.code else "", found.title, found.kind if not found.code else ""]
    plan = {True: "10b5-1 box checked", False: "", None: ""}[found.plan]
    others = counted(found.others, "other") if found.others else ""
    yield ", ".join(each for each in (*stands, plan, others) if each)
    yield from textwrap.wrap(found.text, _WIDE, initial_indent="  ", subsequent_indent="  ")
    source = (found.issuer, f"Form {found.form}" if found.form else "", found.date, found.accession)
    yield f"  -- {', '.join(each for each in source if each)}"


def as_json(found: Sequence[Precedent]) -> str:
    """Return the same as one JSON object: `{"version", "note", "precedents": [...]}`."""
    return json.dumps({"version": 1, "note": NO_ADVICE, "precedents": [*map(plain, found)]}, indent=2) + "\n"


def plain(found: Precedent) -> dict[str, object]:
    """Return a wording as plain values."""
    return {
        "text": found.text,
        "kind": found.kind,
        "others": found.others,
        "code": found.code,
        "codes": list(found.codes),
        "title": found.title,
        "field": found.field,
        "form": found.form,
        "plan": found.plan,
        "issuer": found.issuer,
        "accession": found.accession,
        "date": found.date,
        "rules": list(found.rules),
    }
