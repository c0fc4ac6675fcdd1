"""Hand-off sheets as one page of HTML for printing: nothing is loaded, and nothing in it runs."""

from collections.abc import Iterable
from typing import Any

from form4kit.report.secrets import masked
from form4kit.resources import resource
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.transmission import handoff_words as words
from form4kit.transmission.handoff import Handoff


def as_html(sheets: Iterable[Handoff]) -> str:
    """Return the sheets, each on a page of its own."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        finalize=lambda value: masked(value) if type(value) is str else value,
    )
    style = Markup(resource("templates", "handoff.css").read_text(encoding="utf-8"))  # noqa: S704
    page = environment.get_template("handoff.html.j2")
    return page.render(sheets=[_told(each) for each in sheets], style=style)


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
