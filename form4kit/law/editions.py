"""Which edition of EDGAR's ownership schema judges a document: that of its day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from form4kit.lazy_re import pattern

Edition = Literal["2026", "2023", "2003"]

EDITION_NAMES: tuple[Edition, ...] = get_args(Edition)
TODAY: Edition = "2026"


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition: since when, on whose word, and its schemaVersions by form (`"3"`, `"4"`, `"5"`)."""

    name: Edition
    since: date
    source: str
    first: Mapping[str, str]
    inserts: Mapping[str, str]


def _read() -> tuple[EditionFacts, ...]:
    table = tomllib.loads(Path(__file__).with_name("editions.toml").read_text(encoding="utf-8"))
    return tuple(EditionFacts(**row) for row in table["edition"])


EDITIONS = _read()
"""All editions, the latest first."""

_VERSION = pattern(r"X\d{4}")


def edition_of(form: str, schema_version: str | None) -> Edition:
    """Return the edition of a document from its form (`4/A`) and schemaVersion (`X0508`).

    A document without a version, or with one that EDGAR never wrote, is judged by today's; so is one of a
    version yet to come. Forms 3 kept X0206 until 2026, which is taken for 2003: they never had the
    Rule 10b5-1 box, the only thing that changed in 2023.
    """
    if schema_version is None or not _VERSION.fullmatch(schema_version):
        return TODAY
    for edition in EDITIONS:
        first = edition.first.get(form[0])
        if first is not None and first <= schema_version:
            return edition.name
    raise KeyError(form)


def schema_version(form: str, edition: Edition) -> str:
    """Return the schemaVersion that EDGAR inserts into a form (`4/A`) under an edition."""
    return next(facts.inserts[form[0]] for facts in EDITIONS if facts.name == edition)
