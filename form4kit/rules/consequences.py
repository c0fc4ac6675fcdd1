"""Tell what is wrong from what only follows from it: one fault is one finding, the cause.

A cause is a finding that must be mended before anything is built. Until then nothing else is said of the part
of the form that could not be read, nor anything in general words, the schema's among them, where a rule says
it better. Once the cause is mended, whatever remains is found by itself.
"""

from collections.abc import Iterable, Sequence

from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Path

_READING = ("YML", "DRF", "REG", "LIB", "EVT")
_OF_EVENTS = "EVT"
_UNREADABLE = ("NUM01", "DAT01", "COD01")
"""Rules that say of a cell that it cannot be read: whatever else is said of it is said of nothing."""
_GENERAL = ("XML06", "AMD04", "OWN12", "OWN18")
"""Rules that say in general words what another says better."""
_SCHEMA = "XSD"
# Of a row without its code the schema objects to every field that only a transaction has.
_OF_ROWS = ("COD04", "COD40")
_OF_ALL_ROWS = ("OWN22", "DAT17")  # what the rows say together
_UNUSED_FOOTNOTE = "FTN04"
_CLASH = "DRF05"  # of two keys that exclude each other both were read
_LETTER = "COD10"  # which of two letters is wrong nobody can tell
_TABLES = frozenset([("non_derivative",), ("derivative",)])
_OF_READING, _OF_A_RULE, _IN_GENERAL, _OF_THE_SCHEMA = range(4)
_MARK = pattern(r"\^([^\s`,:()^]+)")
_MOST = 2_000
"""The findings of a file above which each is shown: to compare all with all would take too long."""


def divide(findings: Sequence[Finding], asked_for: Sequence[str] = ()) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that stand for themselves and those that follow from one of them, each in order.

    What was `asked_for` by its code, or the beginning of it, stands for itself.
    """
    causes = [each for each in findings if each.blocks]
    if not causes or len(findings) > _MOST:
        return list(findings), []
    known = _Causes(causes)
    named = tuple(asked_for)
    shown: list[Finding] = []
    hidden: list[Finding] = []
    for each in findings:
        follows = not each.rule.startswith(named or ("-",)) and known.explain(each)
        (hidden if follows else shown).append(each)
    return shown, hidden


def cause_of(finding: Finding, causes: Iterable[Finding]) -> Finding | None:
    """Return the first of some findings from which one follows; None where it stands for itself."""
    return next((each for each in causes if each.blocks and _Causes([each]).explain(finding)), None)


class _Causes:
    """The causes of a filing, found by what they are about: a spot in the file, a part of the form."""

    def __init__(self, causes: Iterable[Finding]) -> None:
        self.at_spots: dict[_Spot, int] = {}
        self.at_paths: dict[Path, int] = {}
        self.not_read: dict[Path, set[_Spot | None]] = {}
        self.unreadable: set[Path] = set()
        self.rows: set[Path] = set()
        self.mentioned: set[str] = set()
        self.lines_of_notes: set[int] = set()
        self.clashes: set[Path] = set()
        self.misshapen: set[Path] = set()
        self.unread_positions: set[str] = set()
        self.positions_unread = self.a_row_was_not_read = False
        for each in causes:
            self._enter_positions(each)
            if each.rule == _CLASH:
                self.clashes.add(each.place.path[:2])
            path, spot, rank = each.place.path, _spot(each), _rank(each)
            self.at_spots[spot] = min(rank, self.at_spots.get(spot, rank))
            self.at_paths[path] = min(rank, self.at_paths.get(path, rank))
            if rank == _OF_READING and path and each.rule != _CLASH:
                # What an unknown name lacks stands where the name does; what is written beside it does not.
                self.not_read.setdefault(path, set()).add(spot if each.rule.startswith("REG") else None)
            if path[:1] == ("footnotes",) and rank == _OF_A_RULE:
                self.lines_of_notes.add(each.place.line)
            if each.rule in _UNREADABLE:
                self.unreadable.add(path)
            if each.rule in _OF_ROWS:
                self.rows.add(path[:2])
            if each.rule != _UNUSED_FOOTNOTE:
                self.mentioned.update(_MARK.findall(each.hint))

    def _enter_positions(self, each: Finding) -> None:
        path = each.place.path
        if each.rule.startswith("DRF"):
            self.misshapen.add(path)
            self.positions_unread = self.positions_unread or path == ("positions",)
            whole_row = path[:1] in _TABLES and len(path) < 3
            self.a_row_was_not_read = self.a_row_was_not_read or whole_row
        if path[:1] == ("positions",) and len(path) > 1 and _rank(each) == _OF_READING:
            self.unread_positions.add(str(path[1]))

    def explain(self, each: Finding) -> bool:
        """Tell whether a finding follows from one of the causes."""
        rank, path = _rank(each), each.place.path
        if each.rule == _LETTER and path[:2] in self.clashes:
            return True
        if each.rule in _OF_ALL_ROWS and self.a_row_was_not_read:
            return True
        if rank == _OF_READING:
            return each.rule.startswith(_OF_EVENTS) and self._event_follows(each)
        if any(self._was_not_read(path[:length], _spot(each)) for length in range(1, len(path) + 1)):
            return True
        if rank > _OF_A_RULE:
            return self._is_said_better(each, rank)
        if each.rule == _UNUSED_FOOTNOTE:
            return str(path[-1]) in self.mentioned
        return path in self.unreadable and each.rule not in _UNREADABLE

    def _event_follows(self, each: Finding) -> bool:
        """Tell whether an event is at fault only for a value, or a position it names, that was not read."""
        path = each.place.path
        if any(path[:length] in self.misshapen for length in range(1, len(path) + 1)):
            return True
        if path[:1] != ("events",):
            return False
        if self.positions_unread:
            return True
        return any(f'"{name}"' in each.message for name in self.unread_positions)

    def _was_not_read(self, path: Path, spot: "_Spot") -> bool:
        spots = self.not_read.get(path)
        return spots is not None and (None in spots or spot in spots)

    def _is_said_better(self, each: Finding, rank: int) -> bool:
        path = each.place.path
        if self.at_spots.get(_spot(each), rank) < rank or path[:2] in self.rows:
            return True
        if path and self.at_paths.get(path, rank) < rank:
            return True
        if path[:1] == ("footnotes",) and each.place.line in self.lines_of_notes:
            return True
        return rank == _OF_THE_SCHEMA and (
            (("form",) in self.at_paths and path != ("form",))
            or (path == ("period",) and self._date_is_lacking())
        )

    def _date_is_lacking(self) -> bool:
        """Tell whether a transaction's date is at fault, from which a Form 4 has its period."""
        return any(path[:1] in _TABLES and path[-1] == "date" for path in self.at_paths)


_Spot = tuple[int, int]


def _rank(finding: Finding) -> int:
    """Return how far from the reading of the text a finding is made; a cause comes before what it causes."""
    if finding.rule.startswith(_READING):
        return _OF_READING
    if finding.rule.startswith(_SCHEMA):
        return _OF_THE_SCHEMA
    return _IN_GENERAL if finding.rule in _GENERAL else _OF_A_RULE


def _spot(finding: Finding) -> _Spot:
    return finding.place.line, finding.place.column
