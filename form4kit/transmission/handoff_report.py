"""Hand-off sheets as text for a terminal, and as JSON."""

import textwrap
from collections.abc import Iterator
from typing import Any

from form4kit.report.secrets import masked
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.transmission import handoff_words as words
from form4kit.transmission.edgar_pages import BUTTONS, LINKS, PAGES
from form4kit.transmission.handoff import Handoff

_WIDTH = 100


def as_json(sheet: Handoff) -> dict[str, Any]:
    """Return what `--format json` has of a sheet; instants are ISO 8601 in New York time."""
    tag, left = sheet.tag, sheet.left
    return {
        "path": sheet.path,
        "send": sheet.may_be_sent,
        "refusals": [*sheet.refusals],
        "remarks": [*sheet.remarks],
        "now": sheet.now.isoformat(timespec="seconds"),
        "form": sheet.form,
        "issuer": {"cik": sheet.issuer_cik, "name": sheet.issuer, "symbol": sheet.symbol},
        "period": sheet.period,
        "owners": [{"cik": each.cik, "name": each.name, "ccc": each.ccc} for each in sheet.owners],
        "tag": tag,
        "tested": sheet.tested or None,
        "page": {"name": PAGES[0].name, "url": PAGES[0].address, "menu": [*PAGES[0].menu]},
        "link": LINKS[tag] if tag else None,
        "button": BUTTONS[tag] if tag else None,
        "login_cik": sheet.login,
        "delegation": [each.cik for each in sheet.own_logins],
        "file": {
            "name": SUBMISSION,
            "path": f"{sheet.path}/{SUBMISSION}",
            "bytes": sheet.size,
        },
        "ownership_sha256": sheet.ownership_sha256,
        "documents": 1 + len(sheet.documents),
        "exhibits": [
            {
                "name": each.name,
                "type": each.type,
                "description": each.description,
                "bytes": each.size,
                "sha256": each.sha256,
            }
            for each in sheet.documents
        ],
        "contact": [*sheet.contact],
        "notified": [*sheet.notified],
        "due": sheet.due_text or None,
        "minutes_left": None if left is None else int(left.total_seconds() // 60),
        "late_by_business_days": sheet.late,
        "edgar_open": sheet.opens is None,
        "edgar_opens": sheet.opens.isoformat() if sheet.opens else None,
        "filed_if_sent_now": sheet.filed.isoformat(),
        "website_by": sheet.website.isoformat(),
        "checks": [*words.checks(sheet, tag)] if tag else [],
    }


def as_text(sheet: Handoff) -> str:
    """Return a sheet for a terminal."""
    return masked("\n".join(_lines(sheet))) + "\n"


def _lines(sheet: Handoff) -> Iterator[str]:
    large, below = words.headline(sheet)
    yield f"{sheet.path}: Form {sheet.form}, {words.who(sheet)}"
    yield "=" * _WIDTH
    yield f"  {large.upper()}"
    yield from _wrapped(below)
    yield "=" * _WIDTH
    for each in sheet.refusals:
        yield from _wrapped(each, "- ")
    for each in sheet.remarks:
        yield from _wrapped(each, "note: ")
    yield from _facts(sheet)
    tag = sheet.tag
    if not sheet.may_be_sent or tag is None:
        return
    yield from _block("Check first", words.checks(sheet, tag), "[ ] ")
    yield ""
    yield "On EDGAR's pages"
    for number, step in enumerate(words.steps(sheet, tag), 1):
        yield from _wrapped(step.do, f"{number}. ")
        if step.look:
            yield from _wrapped(step.look, "   ")
    yield from _block("Accepted", words.after(sheet, tag), "- ")
    yield from _block("Suspended", words.suspended(sheet), "- ")


def _facts(sheet: Handoff) -> Iterator[str]:
    yield ""
    pairs = [
        ("now", words.moment(sheet.now)),
        ("due", words.due_words(sheet)),
        ("EDGAR", words.hours_words(sheet)),
        ("file", f"{SUBMISSION}, {sheet.size:,} bytes, tagged {sheet.tag or 'nothing'}"),
        ("SHA-256", f"{sheet.ownership_sha256} of {OWNERSHIP}, which is in it"),
        *(
            ("exhibit", f"{each.name}, {each.type}, {each.size:,} bytes, {each.sha256}")
            for each in sheet.documents
        ),
        *(
            ("owner", f"{each.cik} {each.name}, {'CCC in the file' if each.ccc else 'NO CCC'}")
            for each in sheet.owners
        ),
        *([("contact", ", ".join(sheet.contact))] if sheet.contact else []),
        *([("notified", ", ".join(sheet.notified))] if sheet.notified else []),
        *([("TEST", f"accepted as {sheet.tested}")] if sheet.tested else []),
    ]
    for label, value in pairs:
        yield from _wrapped(value or "none", f"{label:<15}")


def _block(head: str, lines: Iterator[str], mark: str) -> Iterator[str]:
    yield ""
    yield head
    for each in lines:
        yield from _wrapped(each, mark)


def _wrapped(text: str, mark: str = "") -> list[str]:
    text = " ".join(text.split())
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=f"  {mark}",
        subsequent_indent=" " * (2 + len(mark)),
        break_long_words=False,
        break_on_hyphens=False,
    )
