"""Hand-off sheets as one page of HTML for printing: nothing is loaded, and nothing in it runs."""

from collections.abc import Iterable
from typing import Any

from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.transmission import handoff_words as words
from form4kit.transmission.handoff import Handoff
from form4kit.transmission.html_page import html_page


def as_html(sheets: Iterable[Handoff]) -> str:
    """Return the sheets, each on a page of its own."""
    return html_page("handoff", sheets=[_told(each) for each in sheets])


def _told(sheet: Handoff) -> dict[str, Any]:
    large, below = words.headline(sheet)
    tag = sheet.tag if sheet.may_be_sent else None
    return {
        "sheet": sheet,
        "who": words.who(sheet),
        "now": words.moment(sheet.now),
        "large": large,
        "below": below,
        "mood": tag.lower() if tag else "stop",
        "facts": [
            ("Folder", sheet.path),
            ("Due", words.due_words(sheet)),
            ("EDGAR", words.hours_words(sheet)),
            ("File", f"{SUBMISSION}, {sheet.size:,} bytes, tagged {sheet.tag or 'nothing'}"),
            ("SHA-256", f"{sheet.ownership_sha256} of {OWNERSHIP}, which is in it"),
            *([("TEST", f"accepted as {sheet.tested}")] if sheet.tested else []),
        ],
        "checks": [*words.checks(sheet, tag)] if tag else [],
        "steps": [*words.steps(sheet, tag)] if tag else [],
        "after": [*words.after(sheet, tag)] if tag else [],
        "suspended": [*words.suspended(sheet)] if tag else [],
    }
