"""Write the draft of an amendment: the filing as it was filed, with what is to be done as comments."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from form4kit.draft.write import SCHEMA_LINE, write_draft
from form4kit.law.editions import TODAY
from form4kit.model import ABSENT, Field, Filing, Owner
from form4kit.words import scalar

_INSTRUCTION = {"3": "General Instruction 8", "4": "General Instruction 9", "5": "General Instruction 9"}
_HEAD = """\
##
## Form {base}/A: amends the filing named below ({instruction}).
## Every line stands here as it was filed. Change what was wrong, whole lines with their balances, and add
## what was left out. Lines that you do not touch are left out when it is built. Put a footnote on each line
## that you change or add, to say what stood there and why.
## A line is not taken back by deleting it here: what an amendment does not repeat stands as it was filed.
## What happened after the first filing belongs on a new form. Then run `form4kit check` on this file.
"""
_FOOTNOTES = """\
  ## Why it is amended, with the old value. Refer to it from each changed line: `disposed: 500 ^{name}`. The
  ## library has one too: "^amendment-purpose(what=the number of shares sold, was=100)".
  # {name}: "Amended to correct the number of shares sold, reported as 1,000."
"""
_REMARKS = "## Say here why, where what is amended is not a line of the tables.\n"


def amendment_draft(
    filing: Filing, amends: str, later: Sequence[str] = (), *, schema: str, filed: str = "", told: str = ""
) -> str:
    """Return the text of a draft that amends a filing, which lies at `amends` seen from the draft.

    `filed` is the date of the original as far as known and `told` how it is known; `later` are the paths of
    filings made since; `schema` is where an editor finds the JSON Schema. Built as it stands, the draft
    amends nothing, which is then said.
    """
    text = write_draft(_as_draft(filing, filed))
    base = filing.base_form
    head = _HEAD.format(base=base, instruction=_INSTRUCTION.get(base, "General Instruction 9"))
    return "".join(
        [f"{SCHEMA_LINE.format(schema)}\n", head, "\n", *_commented(text, filing, amends, later, told)]
    )


def _as_draft(filing: Filing, filed: str) -> Filing:
    """Return what of a filing the amendment takes over: all but what EDGAR or a first filing put in."""
    form = f"{filing.base_form}/A"
    box = filing.plan_10b5_1
    if not box and filing.base_form in ("4", "5"):  # filed before the box came
        box = Field("0", False, (), 0, 0)
    submission = filing.submission
    return replace(
        filing,
        form=replace(filing.form, text=form, value=form),
        edition=TODAY,
        original_filed=Field(filed, None, (), 0, 0) if filed else ABSENT,
        plan_10b5_1=box,
        owners=tuple(_own(owner) for owner in filing.owners),
        signatures=tuple(replace(each, date=ABSENT) for each in filing.signatures),
        submission=replace(submission, documents=(), primaries=()) if submission else None,
        as_published=None,
        allow=(),
    )


def _own(owner: Owner) -> Owner:
    if owner.address is None:
        return owner
    return replace(owner, address=replace(owner.address, state_description=ABSENT, good_address=ABSENT))


def _commented(text: str, filing: Filing, amends: str, later: Sequence[str], told: str) -> Iterator[str]:
    """Put keys and comments between the lines of a draft; its top-level keys begin in the first column."""
    section = ""
    slot = _FOOTNOTES.format(name=_free(filing))
    for line in text.splitlines(keepends=True):
        key = line.partition(":")[0] if line[:1].isalpha() else ""
        if key in ("remarks", "signatures") and section != key:
            if not filing.footnotes and section != "remarks":
                yield f"\nfootnotes:\n{slot}"
            if key == "remarks":
                yield _REMARKS
            elif not filing.remarks:
                yield f"{_REMARKS}remarks:\n"
        if key in ("issuer", "non_derivative", "derivative", "footnotes", "signatures"):
            yield "\n"
        section = key or section
        yield f"{line.rstrip()}  # {told}\n" if key == "original_filed" and told else line
        if key == "form":
            yield from amends_lines(amends, later)
            if not filing.original_filed and "original_filed:" not in text:
                yield "original_filed:  # the day on which EDGAR received the form that is amended\n"
        elif key == "footnotes":
            yield slot
        elif section == "signatures" and line.startswith("  - name:"):
            yield "    date:  # the day on which the amendment is signed: YYYY-MM-DD\n"


def amends_lines(amends: str, later: Sequence[str]) -> Iterator[str]:
    """Yield the lines that name what is amended, and the filings made since."""
    if not later:
        yield f"amends: {scalar(amends)}\n"
        return
    yield f"amends:\n  filing: {scalar(amends)}\n  later:\n"
    yield from (f"    - {scalar(path)}\n" for path in later)


def _free(filing: Filing) -> str:
    """Return a name for the footnote that gives the reason."""
    names = chain(["amended"], (f"amended-{number}" for number in count(2)))
    return next(name for name in names if filing.note(name) is None)
