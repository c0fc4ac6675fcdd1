"""A text stays as it is laid out, within the width."""

import pytest

from form4kit.exhibits.convert import Wanted, convert


def made(text: str, format: str = "text") -> str:
    return convert(text.encode(), "a.txt", Wanted(format)).content.decode("ascii")


def test_lines_are_broken_at_80_with_their_indent() -> None:
    written = made("    (a) " + "word " * 40 + "\u2019\n\n" + " " * 20 + "TITLE\n").split("\n")
    assert written[0].startswith("    (a) word")
    assert written[1].startswith("        word")
    assert max(map(len, written)) <= 80
    assert written[-2] == " " * 20 + "TITLE"


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert made("\u2019" + "x" * 200) == "'" + "x" * 77 + "\n" + "x" * 78 + "\n" + "x" * 45 + "\n"


def test_a_long_rule_is_made_short() -> None:
    assert made("_" * 100 + "\n\u00a0") == "_" * 40 + "\n"


def test_columns_wider_than_80_become_a_table() -> None:
    rows = [
        f"{name:40}  {'x' * 30:35}  {number:>10}"
        for name, number in (("Name", "No."), ("Jane", "1"), ("Ann", "2"))
    ]
    written = made("\n".join(rows) + "\n").split("\n")
    assert max(map(len, written)) <= 80
    assert written[1].split() == ["Jane", "x" * 30, "1"]


def test_a_table_that_fits_nowhere_else_is_tagged() -> None:
    cells = "a" * 45
    written = made(f"{cells}  {cells}\n{cells}  {cells}\n").split("\n")
    assert written[:2] == ["<TABLE>", "<CAPTION>"]
    assert written[3].split() == ["<S>", "<C>"]
    assert written[5] == "</TABLE>"


@pytest.mark.parametrize("fault", ["<TABLE>\nno columns\n</TABLE>", "</TABLE>", "<R>"])
def test_tags_that_make_no_table_are_set_apart(fault: str) -> None:
    assert "< " in made(fault)


def test_a_good_table_stays() -> None:
    table = "<TABLE>\n<S>       <C>\n" + "a" * 100 + "\n</TABLE>\n"
    assert made(f"{table}\u2019\n") == f"{table}'\n"


def test_line_ends_of_all_kinds_and_page_breaks() -> None:
    assert made("a\rb\r\nc\u2028d\x0be\fg\u2019") == "a\nb\nc\nd\ne\ng'\n"


def test_a_page_shows_a_text_as_it_is_laid_out() -> None:
    written = made("  a\tb <c>\n\n    \u00a7 16", "html")
    assert "<pre>\n  a     b &lt;c&gt;\n\n    &#167; 16\n</pre>" in written
    assert "<title>a</title>" in written


def test_html_that_is_called_a_text_is_read_as_html() -> None:
    assert made("<html><body><p>a<p>b") == "a\n\nb\n"


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_page_break_in_a_line_joins_no_words(form: str) -> None:
    written = convert("§ the end\fPage 2\f\n\fPage 3\n".encode(), "a.txt", Wanted(form)).content.decode()
    assert "the end\nPage 2\nPage 3\n" in written
