"""Hear money of other countries in a text: every currency of ISO 4217, by code, name, plural and sign."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from form4kit.law.table import LawTable, _Line
from form4kit.lazy_re import pattern

_AMOUNT: Final = r"\d[\d,. ]*"
_PRICE: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d\b"
_WORDS = pattern(r"[^\W\d_]+(?:'[a-z]+)?")
_DOLLARS: Final = r"\b(?!US\$|U\$)[A-Z]{1,3}\$"
_LETTERED = pattern(r"[A-Za-z]{1,3}\.?\$")
_BEFORE_A_NUMBER: Final = ("kr", "Kr", "Rs", "Rp", "RM", "Ksh", "KSh")


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency and how it is written: its codes, its nouns with and without an adjective, its signs.

    `heard` says when a code means it: `alone`, beside an `amount`, or beside an amount with cents (`price`).
    """

    codes: tuple[str, ...]
    name: str
    heard: str
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    alone: tuple[str, ...]
    signs: tuple[str, ...]


def _currency(row: _Line) -> tuple[str, Currency]:
    codes = tuple(row["codes"].split(";"))
    lists = (_list(row[key]) for key in ("adjectives", "nouns", "alone", "signs"))
    return codes[0], Currency(codes, row["name"], row["heard"], *lists)


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


CURRENCIES: LawTable[str, Currency] = LawTable("currencies.tsv", _currency)


def foreign_currency(text: str) -> str:
    """Return the words in which a text speaks of money other than US dollars; empty where it does not."""
    told = set(_WORDS.findall(text))
    if not told.isdisjoint(_heart()) or any(sign in text for sign in _signs()) or _LETTERED.search(text):
        found = _spoken().search(text)
        return found[0].strip() if found else ""
    return ""


@cache
def _signs() -> tuple[str, ...]:
    """Return the signs that no English word has."""
    signs = {sign for each in CURRENCIES.values() for sign in each.signs}
    return tuple(sorted(sign for sign in signs if not sign.isascii() or not sign.isalpha()))


@cache
def _heart() -> frozenset[str]:
    """Return words of which a text on foreign money has one, if no sign: they are quick to look for."""
    words = set(_BEFORE_A_NUMBER)
    for each in CURRENCIES.values():
        last = {noun.rpartition(" ")[2] for noun in (*each.nouns, *each.alone)}
        signs = {sign for sign in each.signs if sign.isalpha()}
        words |= {
            *each.codes,
            *last,
            *(noun.capitalize() for noun in last),
            *(noun.upper() for noun in last),
            *signs,
        }
    return frozenset(words)


@cache
def _spoken() -> re.Pattern[str]:
    """Make the pattern of all names, codes and signs; it takes some time, and few texts need it."""
    every = list(CURRENCIES.values())
    named = (rf"(?:{_any(each.adjectives)})[ -]+(?:{_any(each.nouns)})" for each in every if each.adjectives)
    alone = _any(noun for each in every for noun in each.alone)
    codes = {kind: _any(c for each in every if each.heard == kind for c in each.codes) for kind in _KINDS}
    lettered = _any(sign for each in every for sign in each.signs if sign.isascii() and sign.isalpha())
    before = _any(_BEFORE_A_NUMBER)
    return re.compile(
        "|".join(
            [
                rf"(?<![A-Za-z.])(?:{_any(_signs())})",
                _DOLLARS,
                rf"\b(?i:{'|'.join(named)})\b",
                rf"\b(?:{alone})\b",
                r"\b[Ee]uros?\b(?! [A-Z])|\bEUROS?\b",
                rf"\b(?:{codes['alone']})(?![A-Za-z_-])",
                rf"\b(?:{codes['amount']})\s?{_AMOUNT}|{_AMOUNT}\s?(?:{codes['amount']})\b",
                rf"\b(?:in|of) (?:{codes['amount']})\b|\((?:{codes['amount']}|{codes['price']})\)",
                rf"\b(?:{codes['price']})\s?{_PRICE}|{_PRICE}\s?(?:{codes['price']})\b",
                rf"(?<![\w$])(?:{lettered}|{before})\.?\s?{_PRICE}",
                rf"(?<![\w$])Rs\.?\s?{_AMOUNT}|{_AMOUNT}\s(?:kr|Kr|Ft)\b",
                rf"\b(?:Korean|{_PRICE}|\d+,\d{{3}}) won\b",
            ]
        )
    )


_KINDS: Final = ("alone", "amount", "price")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
