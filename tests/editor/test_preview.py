"""The form as one page."""

import re

from edited_drafts import EVENTS, desk

from form4kit.editor.preview import preview


def test_the_page_is_the_form_marked_as_a_draft_and_needs_nothing_beside_it() -> None:
    page = preview(desk(EVENTS))
    assert page is not None and page.startswith("<!DOCTYPE html>") and "(DRAFT)" in page
    assert "AMOT" in page and "Restricted Stock Units" in page
    assert page.index("<style>") < page.index("</head>")
    assert not re.search(r"<script|<link|<img|src=|url[(]|@import", page)


def test_a_text_that_cannot_be_read_has_no_form() -> None:
    assert preview(desk("form: [")) is None
