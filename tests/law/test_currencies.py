"""Money of other countries is heard in every spelling, and words that only look alike are not."""

import pytest

from form4kit.law.currencies import CURRENCIES, Currency, foreign_currency

EVERY = list(CURRENCIES.values())


def test_the_table_has_the_currencies_of_the_standard() -> None:
    assert len(EVERY) >= 150
    assert "USD" not in CURRENCIES
    assert "ISO 4217" in CURRENCIES.about["source"]
    codes = [code for each in EVERY for code in each.codes]
    assert len(set(codes)) == len(codes)
    assert all(len(each.codes[0]) == 3 and each.codes[0].isupper() for each in EVERY)
    assert {each.heard for each in EVERY} == {"alone", "amount", "price"}


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.codes[0])
def test_a_currency_is_heard_by_code_name_plural_and_sign(each: Currency) -> None:
    code = each.codes[0]
    texts = [f"Sold at {code} 245.50 per share.", f"Sold at 245.50 {code} per share."]
    texts += [f"The price was paid ({code})."]
    texts += [f"The price is in {first} {noun}." for first in each.adjectives for noun in each.nouns]
    texts += [
        f"The price is in {first} {noun.capitalize()}." for first in each.adjectives for noun in each.nouns
    ]
    texts += [f"The price is in {noun}." for noun in each.alone]
    texts += [f"Sold at {sign}245.50 per share." for sign in each.signs]
    assert [text for text in texts if not foreign_currency(text)] == []


ALIKE = [
    "SOLD ALL 500 SHARES",
    "The TOP 10 holders",
    "SAR 2020 grant of 500",
    "A stock appreciation right (SARs)",
    "Held by Euro Pacific Capital",
    "Held by Rand Capital",
    "Mr. Won won the award",
    "Sterling Bancorp",
    "500 pounds of steel",
    "real estate",
    "Sold to Sol Price",
    "Paid in US$31.07",
    "U.S. dollars",
    "$31.07",
    "US$ 31.07",
    "Mrs. Smith",
    "Held by the Krone Family Trust",
    "in a lump sum",
    "Held by Crown Holdings",
    "AMD common stock, 500 shares",
    "The Swiss Trust",
    "Rs are not here",
    "Fund IV R 2",
    "Registered in ALL names",
]


@pytest.mark.parametrize("text", ALIKE)
def test_words_that_look_alike_are_not_heard(text: str) -> None:
    assert foreign_currency(text) == ""
