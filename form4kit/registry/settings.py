"""The settings of a repository: `form4kit.toml`, found by walking up from a source."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from form4kit.findings import Finding
from form4kit.law.clock import parse_date
from form4kit.place import Place
from form4kit.registry.faults import SETTINGS_UNREADABLE
from form4kit.registry.review_policy import NO_POLICY, ReviewPolicy, read_policy
from form4kit.registry.secrets import repeats_ccc
from form4kit.registry.toml_text import LARGEST, UnfitToml, parse
from form4kit.registry.toml_tree import TomlLines, lines_of
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME, in_force
from form4kit.words import listed


@dataclass(frozen=True, slots=True)
class Settings:
    """What a repository says about all its filings; empty where it says nothing.

    `select`, `ignore` and `profile` are those of `check`; `baseline` is the file of findings to pass over.
    `closures` are days on which EDGAR is closed beside those known; `foreign_private`,
    `foreign_private_until` (its last day as one) and `fiscal_year_end` (`MM-DD`) are facts of the issuer.
    `passed_over` is a form4kit.toml that somebody else may have written, and that does not hold.
    `signature_required` is policy: nothing is filed through EDGAR's API without the signed packet of it.
    `reading_required` is policy too: nothing is signed unless it was read to its end.
    `review` is what it says about the second pair of eyes.
    """

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    baseline: Path | None = None
    closures: frozenset[dt.date] = frozenset()
    foreign_private: bool | None = None
    foreign_private_until: dt.date | None = None
    fiscal_year_end: str | None = None
    findings: tuple[Finding, ...] = ()
    passed_over: Path | None = None
    signature_required: bool = False
    reading_required: bool = False
    review: ReviewPolicy = NO_POLICY


NO_SETTINGS = Settings()
_KEYS: Final = {
    "rules": ["select", "ignore", "profile", "baseline"],
    "calendar": ["closures"],
    "sign": ["required", "read"],
}
_PROFILES: Final = ["edgar", "form", "practice"]


def settings_for(folder: Path, given: Path | None = None) -> Settings:
    """Return the settings that hold in a folder: those of the nearest form4kit.toml at or above it.

    `given` is the folder above it that the user named, whose file is read whoever owns it.
    """
    file, passed = in_force(folder, given)
    settings = _read(file, file.stat().st_mtime_ns) if file else NO_SETTINGS
    return replace(settings, passed_over=passed) if passed else settings


def file_for(folder: Path, given: Path | None = None) -> Path | None:
    """Return the form4kit.toml that holds in a folder, the nearest at or above it; None without one."""
    return in_force(folder, given).file


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> Settings:
    return read_settings(file, read_regular(file, LARGEST + 1))


def read_settings(file: Path, data: bytes) -> Settings:
    """Return the settings that the bytes of a form4kit.toml give; what is wrong is in their findings."""
    try:
        raw = parse(data)
    except UnfitToml as error:
        place = Place()
        return Settings(
            file, findings=(SETTINGS_UNREADABLE.at(place, f"{file.name}: {error}", "Mend the file."),)
        )
    reader = _Reader(raw, data)
    rules, issuer, sign = reader.table("rules"), reader.table("issuer"), reader.table("sign")
    calendar, baseline = reader.table("calendar"), reader.text(rules, "rules", "baseline")
    profile = reader.text(rules, "rules", "profile")
    if profile is not None and profile not in _PROFILES:
        reader.wrong("profile in [rules]", listed(_PROFILES))
    return Settings(
        file=file,
        select=reader.texts(rules, "rules", "select"),
        ignore=reader.texts(rules, "rules", "ignore"),
        profile=profile,
        baseline=file.parent / baseline if baseline else None,
        closures=frozenset(reader.days(calendar, "calendar", "closures")),
        foreign_private=reader.boolean(issuer, "issuer", "foreign_private"),
        foreign_private_until=max(reader.days(issuer, "issuer", "foreign_private_until"), default=None),
        fiscal_year_end=reader.text(issuer, "issuer", "fiscal_year_end"),
        signature_required=bool(reader.boolean(sign, "sign", "required")),
        reading_required=bool(reader.boolean(sign, "sign", "read")),
        review=read_policy(reader.table("review") if "review" in raw else None, reader.wrong),
        findings=tuple(reader.findings),
    )


def fault_of_setting(lines: TomlLines, name: str, clause: str) -> Finding:
    """Return a fault of `key in [table]` or `[table]` at its line; `clause` says what is wrong with it."""
    key, _, table = name.rpartition(" in ")
    path = (table.strip("[]"), key) if key else (table.strip("[]"),)
    line = next((lines[each][0] for each in (path, path[:1]) if each in lines), 0)
    where = f"{NAME}, line {line}" if line else NAME
    return SETTINGS_UNREADABLE.at(Place(), f"{where}: {name} {clause}")


class _Reader:
    def __init__(self, raw: Mapping[str, Any], data: bytes) -> None:
        self.raw, self.data = raw, data
        self.findings: list[Finding] = []

    @cached_property
    def lines(self) -> TomlLines:
        """The lines of the keys, looked for once something is wrong."""
        return lines_of(self.data)

    def wrong(self, name: str, wanted: str) -> None:
        """Object to a setting, `key in [table]` or `[table]`, in the line where it stands."""
        self.findings.append(fault_of_setting(self.lines, name, f"is not {wanted}"))

    def table(self, name: str) -> Mapping[str, Any]:
        found = self.raw.get(name, {})
        if isinstance(found, dict):
            for key in found if name in _KEYS else ():
                if key not in _KEYS[name] and not repeats_ccc(key):  # of a CCC REG03 tells, without it
                    self.wrong(f"{key} in [{name}]", listed(_KEYS[name]))
            return found
        self.wrong(f"[{name}]", "a table")
        return {}

    def text(self, table: Mapping[str, Any], name: str, key: str) -> str | None:
        found = table.get(key)
        if found is None or isinstance(found, str):
            return found
        self.wrong(f"{key} in [{name}]", "a text")
        return None

    def texts(self, table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
        found = table.get(key, [])
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(each.upper() for each in found)
        self.wrong(f"{key} in [{name}]", "a list of texts")
        return ()

    def boolean(self, table: Mapping[str, Any], name: str, key: str) -> bool | None:
        found = table.get(key)
        if found is None or isinstance(found, bool):
            return found
        self.wrong(f"{key} in [{name}]", "true or false")
        return None

    def days(self, table: Mapping[str, Any], name: str, key: str) -> list[dt.date]:
        found = table.get(key, [])
        days: list[dt.date] = []
        for each in found if isinstance(found, list) else [found]:
            try:
                days.append(each if type(each) is dt.date else parse_date(str(each)))
            except ValueError:
                self.wrong(f"{key} in [{name}]", "a list of dates")
        return days
