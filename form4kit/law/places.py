"""Know the state and country codes of EDGAR, which are its own and not ISO's."""

from dataclasses import dataclass

from form4kit.law.table import LawTable, _Line


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """Hold one code of a state or country; EDGAR suspends a filing that uses an obsolete one."""

    code: str
    name: str
    obsolete: bool = False


def _place(row: _Line) -> tuple[str, PlaceCode]:
    return row["code"], PlaceCode(row["code"], row["name"], row.get("obsolete") == "yes")


STATES: LawTable[str, PlaceCode] = LawTable("states.tsv", _place)
COUNTRIES: LawTable[str, PlaceCode] = LawTable("countries.tsv", _place)
STATES_BEFORE_2026: LawTable[str, PlaceCode] = LawTable("states-before-2026.tsv", _place)
