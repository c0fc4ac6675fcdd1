"""The text of a new draft, from the answers alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from form4kit.draft.write import SCHEMA_LINE, write_draft
from form4kit.draft.yaml_scalars import key
from form4kit.model import Field, Filing
from form4kit.steps.preparing.answers import PrepareAnswers
from form4kit.steps.preparing.event_lines import lines_of, number, value
from form4kit.words import scalar

_TERMS: Final = (
    *("security", "held", "indirect", "derivative", "underlying", "exercise_price", "exercisable", "expires"),
    *("owner", "report"),
)
NOTHING_OWNED: Final = "No securities are beneficially owned."


@dataclass(frozen=True, slots=True)
class WhoseFiling:
    """Whose filing it is: keys of the registry, or else the heads of a filing as it has them."""

    schema: str
    issuer: str = ""
    owners: tuple[str, ...] = ()
    filing: Filing | None = None


def new_text(
    answers: PrepareAnswers,
    head: WhoseFiling,
    earlier: Sequence[str],
    events: Iterable[tuple[str, Mapping[str, str]]],
    box: str,
    asked: Sequence[tuple[str, str]] = (),
) -> str:
    """Write a draft; `earlier` are the filings that balances come from, `asked` the open questions by id."""
    happened = [*position_lines(answers.described, earlier)]
    told = [line for kind, parts in events for line in lines_of(kind, parts)]
    happened += ["events:", *told] if told else []
    if head.filing is not None:
        form = Field(answers.form, answers.form, (), 1, 1)
        who = Filing(form=form, issuer=head.filing.issuer, owners=head.filing.owners)
        lines = write_draft(who, happened).rstrip("\n").split("\n")
    else:
        owners = ", ".join(scalar(each, flow=True) for each in head.owners)
        lines = [
            f'form: "{answers.form}"',
            f"issuer: {scalar(head.issuer)}",
            f"owners: [{owners}]",
            *happened,
        ]
    own = []
    if answers.period.strip():
        own.append(f"period: {value('date', answers.period.strip())}")
    if box:
        own.append(f"plan_10b5_1: {box}")
    lines[1:1] = own
    if answers.nothing:
        lines.append(f"remarks: {NOTHING_OWNED}")
    return "\n".join([SCHEMA_LINE.format(head.schema), *lines, *open_lines(asked)]) + "\n"


def position_lines(positions: Sequence[Mapping[str, str]], earlier: Sequence[str]) -> Iterator[str]:
    """Yield the lines of `positions:`; none where there is nothing to say."""
    named = [each for each in positions if each.get("name", "").strip()]
    if not earlier and not named:
        return
    yield "positions:"
    if len(earlier) == 1:
        yield f"  from: {scalar(earlier[0])}"
    elif earlier:
        yield "  from:"
        yield from (f"    - {scalar(each)}" for each in earlier)
    for each in named:
        terms = [f"{name}: {_term(name, each[name])}" for name in _TERMS if each.get(name, "").strip()]
        yield f"  {key(each['name'].strip())}: {{{', '.join(terms)}}}"


def _term(name: str, given: str) -> str:
    text = given.strip()
    if name in ("held", "exercise_price"):
        return number(text)
    if name in ("derivative", "report"):
        return "true"
    if name in ("exercisable", "expires"):
        return value("date", text)
    return scalar(text, flow=True)


def open_lines(asked: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of `open:`, one for each question that has no answer yet: `check` refuses them."""
    if asked:
        yield "open:"
        yield from (
            f"  - {{id: {scalar(id, flow=True)}, ask: {scalar(words, flow=True)}}}" for id, words in asked
        )
