"""Passages of a text, cut to what can be shown."""

from form4kit.analysis.passages import shortened
from form4kit.analysis.rows import quoted


def test_quotations_are_cut_at_sixty() -> None:
    assert (quoted("x" * 60), quoted("x" * 61)) == ("x" * 60, "x" * 57 + "...")
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 29 + " " + "y" * 29 + " z") == "x" * 29 + " " + "y" * 29 + "..."
