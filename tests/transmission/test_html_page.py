"""A page of HTML: what is put into it is text, and no secret stands in it."""

from form4kit.transmission.html_page import html_page


def test_what_is_put_in_is_text_without_secrets() -> None:
    page = html_page("filings_site", title="<b>CCC: abcd123$</b>", issuers=[])
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "abcd123$" not in page
    assert "src=" not in page
    assert "<script" not in page
