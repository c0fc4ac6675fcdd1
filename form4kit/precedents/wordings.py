"""Footnotes and remarks of a filing, each with the row that it stands on and the rules that it answers."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Footnote, Row
from form4kit.outcome import Outcome
from form4kit.report.secrets import masked
from form4kit.rules.engine import applicable
from form4kit.rules.rule import source_of

FOOTNOTE = "footnote"
REMARKS = "remarks"
_SAYS_NOTHING = "See above."
"""What is put in a wording's place to learn which rules it answers."""
_ASK_FOR_WORDS = ("FTN", "PLN")
_SENTENCE_END = pattern(r"(?<=[.;)])\s+(?=[A-Z(])")
_MOST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """A footnote or the remarks of one filing.

    `kind` is `footnote` or `remarks`. `code`, `title` and `field` are those of the first row and field that
    refer to it; empty where none does. `plan` is the box of Rule 10b5-1(c), None where the form has none.
    `date` is ISO 8601: the filing date, else the period. `rules` would object without this wording, or
    without one of its sentences.
    """

    text: str
    kind: str
    code: str = ""
    title: str = ""
    field: str = ""
    form: str = ""
    plan: bool | None = None
    issuer: str = ""
    accession: str = ""
    date: str = ""
    rules: tuple[str, ...] = ()


def wordings_of(outcome: Outcome) -> tuple[Wording, ...]:
    """Return the wordings of every filing that a source holds; none where it holds no filing."""
    return tuple(each for part in outcome.held for each in _of_one(part, outcome.accession or outcome.name))


def _of_one(outcome: Outcome, accession: str) -> Iterator[Wording]:
    filing = outcome.filing
    if filing is None:
        return
    day = filing.filed or filing.period.value
    common = Wording(
        text="",
        kind=FOOTNOTE,
        form=masked(filing.form_type),
        plan=filing.plan_10b5_1.value,
        issuer=masked(filing.issuer.name.text or ""),
        accession=masked(outcome.accession or accession),
        date=day.isoformat() if day else "",
    )
    asked = _Asked(filing)
    for number, note in enumerate(filing.footnotes):
        if text := _plain(note.text.text):
            row, field = _row_with(filing, note)
            yield replace(
                common,
                text=text,
                code=masked(row.code.text or "") if row else "",
                title=masked(row.security.text or "") if row else "",
                field=field,
                rules=asked.answered(note.text.text or "", partial(_with_note, filing, number)),
            )
    if text := _plain(filing.remarks.text):
        rules = asked.answered(filing.remarks.text or "", partial(_with_remarks, filing))
        yield replace(common, text=text, kind=REMARKS, rules=rules)


def _plain(text: str | None) -> str:
    return masked(" ".join((text or "").split()))


def _row_with(filing: Filing, note: Footnote) -> tuple[Row | None, str]:
    """Return the first row that refers to a footnote and the name of the field that does."""
    for row in filing.rows:
        for name, field in row.fields:
            if note.name in field.names:
                return row, name
    return None, ""


class _Asked:
    """The rules that ask a filing for words, and what they find of it as it stands."""

    def __init__(self, filing: Filing) -> None:
        rules = applicable(filing.base_form, source_of(filing), filing.filed) if filing.base_form else ()
        self.filing = filing
        self.rules = [each for each in rules if each.code.startswith(_ASK_FOR_WORDS)]
        self.standing = self._hits(filing)

    def answered(self, text: str, put: Callable[[str], Filing]) -> tuple[str, ...]:
        """Return the rules that object once a wording, or a sentence of it, is put out of the way."""
        sentences = _SENTENCE_END.split(text)
        less = [_SAYS_NOTHING]
        if 1 < len(sentences) <= _MOST_SENTENCES:
            less += [" ".join(each for each in sentences if each is not one) for one in sentences]
        return tuple(sorted({rule for each in less for rule in self._hits(put(each)) - self.standing}))

    def _hits(self, filing: Filing) -> Counter[str]:
        return Counter(each.code for each in self.rules for _ in each.check(filing))


def _with_note(filing: Filing, number: int, text: str) -> Filing:
    notes = list(filing.footnotes)
    notes[number] = replace(notes[number], text=_saying(notes[number].text, text))
    return replace(filing, footnotes=tuple(notes))


def _with_remarks(filing: Filing, text: str) -> Filing:
    return replace(filing, remarks=_saying(filing.remarks, text))


def _saying(field: Field[str], text: str) -> Field[str]:
    return replace(field, text=text, value=text)
