"""Purchases and sales drawn: each once, a line for each pair, and no word of a form as markup."""

from xml.etree import ElementTree

from form4kit.web.swing_plot import swing_plot

TRADES = [
    {"side": "purchase", "date": "2026-09-01", "shares": "200", "price": "31", "thought": False},
    {"side": "sale", "date": "2026-08-14", "shares": "<500>", "price": "47.2", "thought": True},
    {"side": "sale", "date": "2026-08-15", "shares": "1", "price": "", "thought": False},
]


def test_each_trade_with_a_price_is_drawn_and_pairs_are_joined() -> None:
    made = swing_plot(
        TRADES, [{"purchase": TRADES[0], "sale": TRADES[1]}, {"purchase": TRADES[0], "sale": TRADES[2]}]
    )
    root = ElementTree.fromstring(made)
    classes = [each.get("class") for each in root.iter() if each.get("class") not in (None, "grid")]
    assert [each for each in classes if not each.startswith("label")] == ["pair", "bought", "sold thought"]
    assert "<500>" not in made and "47.2" in made


def test_nothing_is_drawn_of_nothing() -> None:
    assert swing_plot([TRADES[2]], []) == ""
