"""The company of a folder: what its filings say of it, and what `form4kit.toml` is to say."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from form4kit.convert import bare_cik
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.registry.entries import Company, Registry
from form4kit.registry.toml_edit import TomlValue, with_value
from form4kit.registry.toml_text import UnfitToml
from form4kit.steps.registry_writes import RegistryWrites
from form4kit.steps.step_plan import Question, StepRefusal
from form4kit.storage.repository import NAME

_MONTHS = [f"{dt.date(2024, n, 1):%B}".lower() for n in range(1, 13)]
_NUMBERS = pattern(r"(?:(\d{4})-)?(\d{1,2})[-/](\d{1,2})\Z", re.ASCII)
_WORDS = pattern(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\Z", re.IGNORECASE)
_CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOT_IN_KEY = pattern(r"[^a-z0-9]+")
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class SeenCompany:
    """An issuer as filings have it: its names and symbols, each with the last day on which it was seen."""

    cik: str
    names: dict[str, dt.date | None] = field(default_factory=dict)
    symbols: dict[str, dt.date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompanyAnswers:
    """What a person says of a company; empty, or None, is what they have not said."""

    cik: str = ""
    name: str = ""
    symbol: str = ""
    fiscal_year_end: str = ""
    foreign_private: bool | None = None


def companies_in(filings: Iterable[Filing]) -> list[SeenCompany]:
    """Return the issuers of filings, those with most filings first."""
    found: dict[str, SeenCompany] = {}
    count: dict[str, int] = {}
    for filing in sorted(filings, key=lambda each: each.period.value or dt.date.min):
        cik = bare_cik(filing.issuer.cik.text)
        if not cik:
            continue
        seen = found.setdefault(cik, SeenCompany(cik))
        count[cik] = count.get(cik, 0) + 1
        for text, told in ((filing.issuer.name.text, seen.names), (filing.issuer.symbol.text, seen.symbols)):
            if text and text.strip():
                told.pop(text.strip(), None)
                told[text.strip()] = filing.period.value
    return sorted(found.values(), key=lambda each: -count[each.cik])


def which_name(seen: SeenCompany) -> str:
    """Ask which of several names of one CIK is right; empty where there is one alone."""
    if len(seen.names) < 2:
        return ""
    names = list(seen.names)
    told = [f"{name} (to {day.year})" if (day := seen.names[name]) else name for name in names[:-1]]
    return f"EDGAR has both {' and '.join([*told, names[-1]])}. Which is right today?"


def fiscal_year_end(text: str) -> str:
    """Read the last day of a fiscal year as MM-DD: `12-31`, `12/31`, `December 31`. Raises ValueError."""
    text = text.strip()
    month = day = 0
    if found := _NUMBERS.match(text):
        month, day = int(found[2]), int(found[3])
    elif found := _WORDS.match(text):
        near = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[1].lower())]
        month, day = near[0] if len(near) == 1 else 0, int(found[2])
    try:
        return f"{dt.date(2024, month, day):%m-%d}"
    except ValueError:
        raise ValueError(f'"{text}" is no day of a year; write 12-31') from None


def plan_companies(
    writes: RegistryWrites,
    given: Iterable[CompanyAnswers],
    seen: Iterable[SeenCompany],
    registry: Registry,
) -> Iterator[Question | StepRefusal]:
    """Put companies into form4kit.toml, and yield what is not answered and what cannot be written.

    The first of a folder without any is `[issuer]`, further ones are `[issuers.KEY]`. Raises OSError.
    """
    known = {each.cik: each for each in seen}
    taken = set(registry.companies)
    for number, answers in enumerate(given):
        faults = [*_faults(answers, known.get(bare_cik(answers.cik)), number)]
        yield from faults
        if faults:
            continue
        held = registry.company_of(answers.cik)
        if held is not None:
            table = "issuer" if _is_main(writes, held.key) else f"issuers.{held.key}"
        elif not registry.companies and number == 0:
            table = "issuer"
        else:
            key = _key_of(answers, taken)
            taken.add(key)
            table = f"issuers.{key}"
        try:
            text = writes.text(NAME)
            for name, value in (*_kept_key(held, table, answers), *_values(answers)):
                text = with_value(text, table, name, value)
            writes.put(NAME, text)
        except (UnfitToml, ValueError) as error:
            yield StepRefusal("CFG01", f"{NAME}: {error}", NAME, "Mend the file, or change it there.")


def _kept_key(held: Company | None, table: str, answers: CompanyAnswers) -> Iterator[tuple[str, TomlValue]]:
    """Yield the key of a company that was called by its symbol, where that changes: drafts go on using it."""
    if held is None or table != "issuer" or not answers.symbol.strip():
        return
    symbol = held.keys.get("symbol")
    told = (symbol.text if symbol else None) or ""
    if told.lower() == held.key and answers.symbol.strip().lower() != held.key:
        yield "key", held.key


def _is_main(writes: RegistryWrites, key: str) -> bool:
    """Tell whether a company is the one of `[issuer]`, and not one of `[issuers.KEY]`."""
    from form4kit.registry.toml_text import parse

    tables = parse(writes.data(NAME) or b"").get("issuers", {})
    return not (isinstance(tables, dict) and key in tables)


def _faults(
    answers: CompanyAnswers, seen: SeenCompany | None, number: int
) -> Iterator[Question | StepRefusal]:
    where, id_ = "Company", f"company-{number + 1}"
    cik = answers.cik.strip()
    if not cik:
        yield Question(f"{id_}.cik", "What is the company's CIK?")
    elif not (cik.isascii() and cik.isdigit() and len(cik) <= 10 and int(cik)):
        yield StepRefusal(
            "REG05", f'"{cik}" is no CIK', where, "Write the digits, ten at most: 1903415.", f"{id_}.cik"
        )
    if not answers.name.strip():
        words = which_name(seen) if seen else ""
        yield Question(f"{id_}.name", words or "What is the company's name, as on EDGAR?")
    for name, text in (("name", answers.name), ("symbol", answers.symbol)):
        if _CONTROL.search(text):
            yield StepRefusal("REG05", f"the {name} holds a control character", where, "", f"{id_}.{name}")
        elif len(text) > _LONGEST:
            words = f"the {name} has {len(text):,} characters, {_LONGEST} at most"
            yield StepRefusal("REG05", words, where, "", f"{id_}.{name}")
    if answers.fiscal_year_end.strip():
        try:
            fiscal_year_end(answers.fiscal_year_end)
        except ValueError as error:
            yield StepRefusal("REG05", str(error), where, "", f"{id_}.fiscal_year_end")


def _values(answers: CompanyAnswers) -> Iterator[tuple[str, TomlValue]]:
    yield "cik", answers.cik.strip().zfill(10)
    yield "name", answers.name.strip()
    if answers.symbol.strip():
        yield "symbol", answers.symbol.strip()
    if answers.fiscal_year_end.strip():
        yield "fiscal_year_end", fiscal_year_end(answers.fiscal_year_end)
    if answers.foreign_private is not None:
        yield "foreign_private", answers.foreign_private


def _key_of(answers: CompanyAnswers, taken: set[str]) -> str:
    base = _NOT_IN_KEY.sub("-", (answers.symbol or answers.name).lower()).strip("-") or bare_cik(answers.cik)
    return base if base not in taken else f"{base}-{bare_cik(answers.cik)}"
