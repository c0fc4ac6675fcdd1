"""The form that a draft makes, as one page of HTML that needs nothing beside it."""

import re

from form4kit.editor.judged_draft import JudgedDraft
from form4kit.lazy_re import pattern
from form4kit.proof.html import html
from form4kit.resources import resource

_UNCHECKED = pattern(r'<img class="(\w+)" alt="not checked" src="[^"]*"/>')
_PAPER = pattern(r"^\s*background: url\([^)]*\)[^;]*;\n", re.MULTILINE)
"""What stands behind a printed draft: a picture beside the stylesheet, which a screen does not show."""


def preview(judged: JudgedDraft) -> str | None:
    """Return the form as it would be filed, marked as a draft; None of a text that cannot be read as one.

    The page has its style within it, runs no script, and asks for nothing; the CCC never appears.
    """
    if judged.filing is None:
        return None
    style = resource("templates", "form.css").read_text(encoding="utf-8")
    style = _PAPER.sub("", style)
    return without_pictures(html(judged.filing, draft=True)).replace(
        "</head>", f"<style>\n{style}</style>\n</head>", 1
    )


def without_pictures(page: str) -> str:
    """Return a page of the form with its empty boxes drawn by the stylesheet, not by a picture beside it."""
    return _UNCHECKED.sub(r'<span class="\1" role="img" aria-label="not checked"></span>', page)
