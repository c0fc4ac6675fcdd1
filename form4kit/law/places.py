"""Know the state and country codes of EDGAR, which are its own and not ISO's."""

from dataclasses import dataclass

from form4kit.law.table import Row, Table


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """Hold one code of a state or country; EDGAR suspends a filing that uses an obsolete one."""

    code: str
    name: str
    obsolete: bool = False


def _place(row: Row) -> tuple[str, PlaceCode]:
    return row["code"], PlaceCode(row["code"], row["name"], row.get("obsolete") == "yes")


STATES: Table[str, PlaceCode] = Table("states.tsv", _place)
COUNTRIES: Table[str, PlaceCode] = Table("countries.tsv", _place)
STATES_BEFORE_2026: Table[str, PlaceCode] = Table("states-before-2026.tsv", _place)
