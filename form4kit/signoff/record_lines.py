"""What a line of the record may say, and which lines stand: a correction takes the place of another line.

A line has `accession`, `accepted` (an instant with its zone) and `filed` (YYYY-MM-DD), `form`, `owners` and
`owed`, and what else is known of the filing. One that puts another right repeats all of it, and names that
line under `corrects` and why under `reason`. The line that was wrong stays where it is, and counts for
nothing any more.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

CHANGEABLE: Final = frozenset(["accession", "accepted", "filed"])
"""What of a line may be put right: what a person typed, and the date that follows from it."""
_ABOUT: Final = frozenset(["number", "previous", "hash", "corrects", "reason"])
_KINDS: Final = {"accession": str, "filed": str, "form": str, "owners": list, "owed": list}


class NotALine(ValueError):
    """Say what is wrong with a line whose hash fits."""


def checked(entry: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> None:
    """Hold an entry against those before it. Raises NotALine."""
    for key, kind in _KINDS.items():
        if not isinstance(entry.get(key), kind):
            raise NotALine(f"does not say {key}")
    if not _is_day(entry["filed"]):
        raise NotALine("does not say filed")
    if not _is_instant(entry.get("accepted")):
        raise NotALine("does not say accepted")
    closures = entry.get("closures", [])
    if not isinstance(closures, list) or not all(map(_is_day, closures)):
        raise NotALine("does not say closures")
    if not all(_is_named(each) for each in entry["owners"]):
        raise NotALine("does not say owners")
    if not all(
        isinstance(each, dict)
        and isinstance(each.get("form"), str)
        and _is_day(each.get("last_day"))
        and (each["form"] != "5" or _is_day(each.get("date")))
        for each in entry["owed"]
    ):
        raise NotALine("does not say owed")
    issuer = entry.get("issuer")
    if issuer is not None and not _is_named(issuer):
        raise NotALine("does not say issuer")
    if "corrects" in entry:
        _check_correction(entry, before)


def _is_day(found: object) -> bool:
    """Tell whether a value is a day as a line has it, YYYY-MM-DD."""
    try:
        return isinstance(found, str) and dt.date.fromisoformat(found).isoformat() == found
    except ValueError:
        return False


def _is_instant(found: object) -> bool:
    """Tell whether a value is an instant in ISO 8601, with its zone."""
    try:
        return isinstance(found, str) and dt.datetime.fromisoformat(found).tzinfo is not None
    except ValueError:
        return False


def _is_named(found: object) -> bool:
    return isinstance(found, dict) and all(
        key in found and isinstance(found[key], str | None) for key in ("cik", "name")
    )


def _check_correction(entry: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> None:
    told = entry["corrects"]
    old = next((each for each in _standing(before).values() if _names(told, each)), None)
    if old is None:
        raise NotALine("corrects what does not stand before it")
    if facts_beside(old, CHANGEABLE) != facts_beside(entry, CHANGEABLE):
        raise NotALine("corrects more than the accession number and the acceptance")
    if not isinstance(entry.get("reason"), str) or not entry["reason"].strip():
        raise NotALine("corrects without a reason")


def _names(told: object, entry: Mapping[str, Any]) -> bool:
    return told == {"number": entry["number"], "accession": entry["accession"], "hash": entry["hash"]}


def named(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a correction calls the line whose place it takes."""
    return {key: entry[key] for key in ("number", "accession", "hash")}


def facts_beside(entry: Mapping[str, Any], without: Iterable[str] = ()) -> dict[str, Any]:
    """Return what a line says of its filing, without its place in the chain and some keys."""
    left_out = _ABOUT | {*without}
    return {key: value for key, value in entry.items() if key not in left_out}


def standing(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the entries that stand, in order: each correction in the place of what it puts right."""
    return [*_standing(entries).values()]


def _standing(entries: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """Map the number of each first line to the entry that stands in its place now."""
    found: dict[int, Mapping[str, Any]] = {}
    places: dict[int, int] = {}
    for entry in entries:
        corrects = entry.get("corrects")
        number = int(entry["number"])
        place = places.get(corrects["number"], number) if corrects else number
        places[number] = place
        found[place] = entry
    return found
