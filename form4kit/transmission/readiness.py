"""What a machine and a repository are ready for, line by line, each with what to do.

All of it is found out here: no other machine is asked. A secret is told by where it lies, never by what it
is.
"""

from enum import StrEnum

from form4kit.frozen import frozen


class Readiness(StrEnum):
    """How a thing stands: ready; open, where it is not needed for everything; in the way."""

    READY = "ready"
    OPEN = "open"
    IN_THE_WAY = "in the way"


@frozen()
class ReadyLine:
    """One thing: what it is, how it stands, in words, and what to do; empty where nothing is to be done."""

    topic: str
    state: Readiness
    words: str
    hint: str = ""


def is_ready(lines: tuple[ReadyLine, ...]) -> bool:
    """Tell whether nothing stands in the way."""
    return all(line.state is not Readiness.IN_THE_WAY for line in lines)


def as_text(lines: tuple[ReadyLine, ...]) -> str:
    """Return the lines for a person, what is to be done below each."""
    width = max((len(line.topic) for line in lines), default=0)
    written = ""
    for line in lines:
        written += f"{line.state.value:10}  {line.topic.ljust(width)}  {line.words}\n"
        if line.hint:
            written += f"{'':10}  {'':{width}}  {line.hint}\n"
    blocking = sum(line.state is Readiness.IN_THE_WAY for line in lines)
    end = "Nothing stands in the way." if not blocking else f"In the way: {blocking}."
    return f"{written}\n{end}\n"


def as_json(lines: tuple[ReadyLine, ...]) -> dict[str, object]:
    """Return the lines for a program."""
    return {
        "ready": is_ready(lines),
        "lines": [
            {"topic": each.topic, "state": each.state.value, "words": each.words, "hint": each.hint}
            for each in lines
        ],
    }
