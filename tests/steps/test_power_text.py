"""What a power's text seems to say is offered with its value, and a day that is none is not."""

import pytest

from form4kit.steps.power_text import said_in

SAYS = {
    "This power shall remain in effect until January 11, 2027.": [("expires", "2027-01-11")],
    "It expires on the 31st day of December, 2026": [("expires", "2026-12-31")],
    "as of this 12th day of January, 2026": [("signed", "2026-01-12")],
    "Dated: March 3rd, 2025. Forms 3, 4 and 5": [("signed", "2025-03-03"), ("forms", "3 4 5")],
    "until February 30, 2027": [],
    "until the undersigned is no longer required to file Forms 4 and 5": [("forms", "4 5")],
}


@pytest.mark.parametrize("text", sorted(SAYS))
def test_what_it_says(text: str) -> None:
    assert [(each.field, each.value) for each in said_in(text)] == SAYS[text]
