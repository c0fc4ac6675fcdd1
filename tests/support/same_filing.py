"""Compare filings by what they say, leaving out where it was written and by whom it was published."""

from dataclasses import fields
from typing import Any

from form4kit.model import Field, Filing, Placed

_BESIDE = frozenset(["kind", "published", "submission", "context", "allow", "edition", "as_published"])
_WHERE = frozenset(["line", "column"])
_NAMES = frozenset(["name", "state_description", "good_address"])


def said(filing: Filing, *, names: bool = True, edgars_own: bool = False) -> dict[str, Any]:
    """Return what a filing says as plain values; footnotes go by their ids.

    Without `names` what EDGAR fills in is left out, with `edgars_own` what it inserts is kept.
    """
    ids = {note.name: note.id for note in filing.footnotes}
    beside = _BESIDE - {"as_published"} if edgars_own else _BESIDE
    return _plain(filing, ids, beside if names else beside | _NAMES)


def wrapper(filing: Filing) -> Any:
    """Return what goes along with a filing: contact, addresses to notify, exhibits."""
    return _plain(filing.submission, {}, frozenset()) if filing.submission else None


def _plain(value: Any, ids: dict[str, str], left_out: frozenset[str]) -> Any:
    if isinstance(value, Field):
        if not value:
            return None
        text = value.value if isinstance(value.value, bool) else value.text
        return (text, value.value, tuple(ids.get(name, name) for name in value.names))
    if isinstance(value, Placed):
        keep = left_out - {"name"} if type(value).__name__ == "Signature" else left_out
        skip = keep | _WHERE | ({"name", "path"} if type(value).__name__ == "Footnote" else set())
        return {
            each.name: _plain(getattr(value, each.name), ids, left_out)
            for each in fields(value)  # type: ignore[arg-type]
            if each.name not in skip
        }
    if isinstance(value, tuple) and any(isinstance(each, Placed | Field) for each in value):
        return [_plain(each, ids, left_out) for each in value]
    return value
