"""Filings made by chance: drafts of all six types, most of them fit to be filed, some of them odd."""

import datetime as dt
from typing import Any

import yaml
from hypothesis import strategies as st

FILED = dt.date(2026, 11, 19)
FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = _LETTERS + "0123456789 .,;()/&'\"<>%$#:*-^éüçñß漢字あЖλ"
_ODD = st.sampled_from(
    ["", " ", "~", "null", "^", "^^", "^nowhere", "#", "]]>", "<b>x</b>", "&amp;", "-1", "1e3", "INF", "NaN"]
    + ["0" * 30, "9" * 40, "2026-02-30", "2026-11-18Z", "A", "x" * 300, "\u202eabc", "é" * 31, "true", "[]"]
)
_days = st.dates(dt.date(2026, 11, 16), dt.date(2026, 11, 19)).map(str)
_amounts = st.decimals(min_value=0, max_value=999_999_999, places=4).map(lambda d: f"{d.normalize():f}")
_ADDRESS = {"street": "1 Main Street", "city": "Buffalo", "state": "NY", "zip": "14201"}
_counts = st.integers(1, 900_000_000).map(str)
_ciks = st.integers(1, 9_999_999_999).map(str)


def words(most: int) -> st.SearchStrategy[str]:
    """A text of letters, signs and other scripts that starts and ends with a letter."""
    return st.builds(
        lambda head, body, tail: (head + body.replace("^", "^^"))[: most - 1] + tail,
        st.sampled_from(_LETTERS),
        st.text(_SIGNS, max_size=max(0, most // 2 - 2)),
        st.sampled_from(_LETTERS),
    )


def _row(table: str, form: str, notes: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    base = form[0]
    mark = st.sampled_from(["", "", "", *(f" ^{name}" for name in notes)])
    price = st.builds(lambda amount, tail: amount + tail, _amounts, mark)
    parts: dict[str, st.SearchStrategy[Any]] = {
        "security": st.one_of(st.just("Common Stock"), words(40)),
        "ownership": st.one_of(st.just("direct"), st.fixed_dictionaries({"indirect": words(60)})),
    }
    if table == "derivative":
        parts |= {
            "exercise_price": price,
            "exercisable": _days,
            "expires": st.just("2030-01-01"),
            "underlying": words(40),
            "underlying_shares": _counts,
        }
    if table == "non_derivative" or base != "3":
        parts["owned_after"] = _counts
    if base == "3":
        return st.fixed_dictionaries(parts)
    moved = parts | {"date": _days, "price": price}
    acquired = st.fixed_dictionaries(moved | {"code": st.sampled_from("PA"), "acquired": _counts})
    disposed = st.fixed_dictionaries(moved | {"code": st.sampled_from("SD"), "disposed": _counts})
    return st.one_of(st.fixed_dictionaries(parts), acquired, disposed)


@st.composite
def drafts(draw: st.DrawFn, *, odd: bool = False) -> dict[str, Any]:
    """A draft as plain strings, lists and mappings; with `odd` some of its values are what nobody means."""
    form = draw(st.sampled_from(FORMS))
    notes = draw(
        st.lists(st.sampled_from(["grant", "price", "F1", "F7", "vesting"]), unique=True, max_size=3)
    )
    address = st.fixed_dictionaries(
        {key: st.just(text) for key, text in _ADDRESS.items()}  # made anew, since a draft takes no alias
    )
    owner = st.fixed_dictionaries(
        {"cik": _ciks, "name": words(40), "address": address, "director": st.just("true")},
        optional={"officer": words(28), "ten_percent": st.just("true")},
    )
    draft: dict[str, Any] = {
        "form": form,
        "issuer": {
            "cik": draw(_ciks),
            "name": draw(words(40)),
            "symbol": draw(st.sampled_from(["ON", "AMOT"])),
        },
        "owners": draw(st.lists(owner, min_size=1, max_size=3, unique_by=lambda each: each["cik"])),
    }
    if form[0] != "3":
        draft["plan_10b5_1"] = draw(st.sampled_from(["false", {"adopted": "2026-05-01"}]))
    if form.endswith("/A"):
        draft["original_filed"] = "2026-11-17"
    for table in ("non_derivative", "derivative"):
        draft[table] = draw(
            st.lists(_row(table, form, notes), min_size=table == "non_derivative", max_size=4)
        )
    rows = draft["non_derivative"] + draft["derivative"]
    draft["period"] = min((row["date"] for row in rows if "code" in row), default="2026-11-18")
    referred = " ".join(row.get(key, "") for row in rows for key in ("price", "exercise_price"))
    draft["footnotes"] = {name: draw(words(200)) for name in notes if f"^{name}" in referred}
    if form.endswith("/A") or draw(st.booleans()):
        draft["remarks"] = "Amended to correct the price of the transaction. " + draw(words(300))
    draft["signatures"] = [{"name": draw(words(60)), "date": "2026-11-19"}]
    if odd:
        _spoil(draw, draft)
    return draft


def _spoil(draw: st.DrawFn, draft: dict[str, Any]) -> None:
    """Put odd values in the place of some scalars."""
    places = list(_scalars(draft))
    chosen = draw(st.lists(st.integers(0, len(places) - 1), max_size=4, unique=True))
    for number in chosen:
        holder, key = places[number]
        holder[key] = draw(_ODD)


def _scalars(tree: Any) -> Any:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, member in pairs:
        if isinstance(member, str):
            yield tree, key
        else:
            yield from _scalars(member)


def written(draft: dict[str, Any]) -> bytes:
    """A draft as YAML."""
    text: str = yaml.dump(draft, allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode("utf-8", "surrogatepass")
