"""What is read in free text: figures, dates and ratios, and what a text states."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from form4kit.analysis import statements
from form4kit.analysis.figures import days, flat, money, price_ranges, ratios, says_foreign_money
from form4kit.edgar.read import read_document


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at $12.34 a share", ["$ 12.34"]),
        ("at $.33, then US$1,200", ["$ 0.33", "$ 1200"]),
        ("$5.81and$5.83", ["$ 5.81", "$ 5.83"]),
        ("a price of 10.05 each", [" 10.05"]),
        ("translated from NT$2,462.6361 to US$76.62", ["NT$ 2462.6361", "$ 76.62"]),
        ("€4.10 or £3", ["€ 4.10", "£ 3"]),
        ("12.5% of 3041.9949 shares under section 240.16a-3, note 4.3.6", []),
    ],
)
def test_money(text: str, wanted: list[str]) -> None:
    assert [f"{each.currency} {each.amount}" for each in money(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sold in several trades from $30.90 to $31.40.", "30.90-31.40"),
        ("prices ranging between $.33 and $.35", "0.33-0.35"),
        ("a range of $5.81and$5.83", "5.81-5.83"),
        ("price range 10.05–10.97", "10.05-10.97"),
        ("an average of $11.20 (range: $11.00 - 11.40, inclusive)", "11.00-11.40"),
        ("The highest price at which any were sold was $9.40, the lowest price was $9.10", "9.10-9.40"),
        (
            "from a low of $1,010.00, which the broker obtained for the first of the orders that it placed"
            " in the market that morning, to a high of $1,010.50",
            "1010.00-1010.50",
        ),
    ],
)
def test_price_range(text: str, wanted: str) -> None:
    assert [str(each) for each in price_ranges(text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "sold at $10.00 and $11.00",
        "1,000 shares at $10.00 to 2,000 shares at $10.50",
        "options with exercise prices ranging from $5.00 to $9.00",
        "bought at $5.00 pursuant to an offer of $6.00",
        "from C$10.00 to $7.30",
    ],
)
def test_no_price_range(text: str) -> None:
    assert price_ranges(text) == ()


def test_price_range_keeps_a_slip_in_sight() -> None:
    (found,) = price_ranges("ranging from $141.55 to $141.50")
    assert str(found) == "141.55-141.50"
    assert (found.low, found.high, found.spread) == (
        Decimal("141.50"),
        Decimal("141.55"),
        Decimal("0.05"),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("March 3, 2026", "Mar. 3rd, 2026", "3 March 2026", "the 3rd day of March, 2026", "MARCH 3,2026"),
        *("3/3/2026", "03/03/26", "3-3-2026", "3.3.2026", "2026-03-03"),
    ],
)
def test_day(text: str) -> None:
    assert [(each.day, each.precise) for each in days(f"on {text}.")] == [(dt.date(2026, 3, 3), True)]


def test_month_without_a_day() -> None:
    (found,) = days("a plan adopted in March 2026")
    assert (found.day, found.precise, str(found)) == (dt.date(2026, 3, 1), False, "March 2026")


def test_no_day() -> None:
    assert days("February 30, 2026, a 10b5-1 plan, 17 CFR 240.16a-3, 1/48th of 2026 shares") == ()


def test_ratios() -> None:
    text = "one-for-one, 1:1, 2.5-to-1, two (2) for one (1), a 1 to 10 ratio; 5 to 10 shares at 10:30 a.m."
    found = [f"{each.first}:{each.second}" for each in ratios(text)]
    assert found == ["1:1", "1:1", "2.5:1", "2:1", "1:10"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The price is a weighted average.", "weighted average"),
        ("Reflects the average sale price.", "average sale price"),
        ("Converts at the volume-weighted average price over ten trading days.", ""),
        ("Performance is measured against the average closing price.", ""),
    ],
)
def test_average(text: str, words: str) -> None:
    assert statements.average_words(text) == words


def test_several_trades() -> None:
    assert statements.several_words("Sold in multiple open market trades.") == "multiple open market trades"
    assert statements.several_words("The award vests in several parts.") == ""


def test_lots_one_by_one() -> None:
    assert statements.lists_lots("400 shares at $31.00, 600 shares at $31.12")
    assert not statements.lists_lots("1,000 shares at $31.07")


def test_undertaking() -> None:
    assert statements.undertakes("The owner will on request furnish the number of shares sold at each price.")
    assert not statements.undertakes("The shares were sold in several trades.")


@pytest.mark.parametrize("spelling", ["10b5-1", "10b-5-1", "10b5–1(c)", "10B5-1", "10b5", "10b-5"])
def test_plan_is_mentioned(spelling: str) -> None:
    assert statements.mentions_plan(f"made under a Rule {spelling} plan")
    assert statements.denies_plan(f"not made under a Rule {spelling} plan")
    assert not statements.denies_plan(f"made under a Rule {spelling} plan, which does not expire")
    assert not statements.denies_plan(f"sold under a Rule {spelling} plan that has since expired")
    assert statements.denies_plan(f"sold at the expiration of the Rule {spelling} plan, not under it")
    assert statements.denies_plan(f"the Rule {spelling} plan of the reporting person expired before it")
    assert statements.denies_plan(f"she has an expired Rule {spelling} plan")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("under a 10b5-1 plan adopted by the Doe Family Trust on May 2, 2025", ["adopted 2025-05-02"]),
        ("under a 10b5-1 plan, entered into 5/2/2025", ["adopted 2025-05-02"]),
        ("a 10b5-1 plan dated May 2025, modified 6/3/2025", ["adopted May 2025", "modified 2025-06-03"]),
        ("On May 2, 2025, Mr. Doe adopted a 10b5-1 plan.", ["adopted 2025-05-02"]),
        ("10b5-1 plans adopted on May 2, 2025 and 6/3/2025", ["adopted 2025-05-02", "adopted 2025-06-03"]),
        ("On May 9, 2026 she sold under a 10b5-1 plan adopted May 2, 2025", ["adopted 2025-05-02"]),
        ("under a 10b5-1 plan that expires on May 2, 2027", []),
        ("entered into a 10b5-1 plan, disclosed on Form 8-K on May 2, 2025", []),
        ("sold under a 10b5-1 plan by a trust; the trust was established on May 2, 2010", []),
        ("under the 2015 equity plan, adopted on May 2, 2015", []),
        ("On May 2, 2025 Mr. Doe signed a 10b5-1 plan, under which he sold.", ["adopted 2025-05-02"]),
        ("a 10b5-1 plan executed by Mr. Doe on May 2, 2025", ["adopted 2025-05-02"]),
        ("a 10b5-1 plan, executed in several trades on May 9, 2026", []),
        ("sold under a 10b5-1 plan and executed on May 9, 2026", []),
        ("under a 10b5-1 plan in trades executed on May 9, 2026", []),
        ("On May 9, 2026 the broker executed the sale under a 10b5-1 plan.", []),
    ],
)  # fmt: skip
def test_adoption(text: str, wanted: list[str]) -> None:
    assert [str(each) for each in statements.adoptions(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("adopted on [●]", "[●]"),
        ("[ ] shares", "[ ]"),
        ("adopted on March XX, 2026", "March XX"),
        ("at $XX.XX", "$XX.XX"),
        ("on ____ 2026", "____"),
        ("TBD", "TBD"),
        ("on [date of grant]", "[date of grant]"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
    ],
)
def test_placeholder(text: str, wanted: str) -> None:
    assert statements.placeholders(text) == (wanted,)


@pytest.mark.parametrize(
    "text",
    ["Example Ventures XX, L.P.", "[continued from note 3]", "[sic]", "[***]", "[x] director", "Series XX"],
)
def test_no_placeholder(text: str) -> None:
    assert statements.placeholders(text) == ()


def test_other_statements() -> None:
    assert statements.disclaims("The owner disclaims beneficial ownership but for a pecuniary interest.")
    assert says_foreign_money("bought for C$10.00 at an exchange rate of 0.73")
    assert not says_foreign_money("sold for US$10.00 and converted one for one")
    assert flat(" two\n   words ") == "two words"


def test_published_footnotes(shared: Path) -> None:
    """Figures of the 350 filings, each of which was read by eye: no blank is left open in any."""
    texts = set()
    for path in (shared / "filings").glob("*.xml"):
        filing, _ = read_document(path.read_bytes())
        assert filing is not None
        texts.update(flat(note.text.text or "") for note in filing.footnotes)
    averaged = {text for text in texts if statements.average_words(text)}
    assert len(averaged) > 150
    assert sum(len(price_ranges(text)) == 1 for text in averaged) >= len(averaged) - 12
    plans = {text for text in texts if statements.mentions_plan(text)}
    assert len(plans) > 50
    assert sum(bool(statements.adoptions(text)) for text in plans) >= len(plans) - 10
    assert not any(statements.placeholders(text) for text in texts)
    assert not any(statements.denies_plan(text) for text in plans)
