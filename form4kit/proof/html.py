"""Write the printed form as HTML: the page that EDGAR's public website shows, marked up for a reader."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from form4kit.model import Filing
from form4kit.proof.review_aids import Aids
from form4kit.proof.view import view
from form4kit.resources import resource


def html(filing: Filing, *, draft: bool, aids: Aids | None = None) -> str:
    """Return the form as one HTML document, without a stylesheet; `draft` marks it as not for filing.

    `aids` stand in the margin of a draft and below it; the words of the form are the same.

    Layout: EDGAR's public pages of the filing's own day, with what March 2026 added (foreign trading symbol,
    country). The CCC never appears.
    """
    form = view(filing)
    template = "form3.html.j2" if form.number == "3" else "form.html.j2"
    return _environment().get_template(template).render(form=form, draft=draft, aids=aids if draft else None)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters["lines"] = _lines
    return environment


def _lines(heading: str) -> Markup:
    """Put the pattern of a date on a line of its own, as narrow columns need: else it breaks at a slash."""
    pattern = "(Month/Day/Year)"
    alone = Markup('<br/><span class="whole">{}</span>').format(pattern)
    return escape(heading).replace(f" {pattern}", alone)
