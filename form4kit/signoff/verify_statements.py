"""Hold the files of statements against the packets that bind them: by name, and by every byte."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from form4kit.signoff.terms import StatementTerms
from form4kit.signoff.verdict import Verdict
from form4kit.storage.sealed import sha256


def verify_statements(
    files: Iterable[tuple[Path, bytes | None]], bound: Sequence[StatementTerms], *, whole: bool
) -> list[Verdict]:
    """Judge each statement that lies there; None in place of bytes is a link, which is none.

    `whole` says that all that is bound must be there, as it must in a folder.
    """
    found: list[Verdict] = []
    here: set[str] = set()
    for file, data in files:
        mine = [each for each in bound if each.name == file.name]
        here.add(file.name)
        if data is None:
            fault = "is a link; put the file itself there"
        elif not mine:
            names = ", ".join(dict.fromkeys(each.name for each in bound)) or "no statement"
            fault = f"is not in the packet, which binds {names}"
        else:
            same = any(each.sha256 == sha256(data) for each in mine)
            fault = "" if same else "is not what was signed"
        found.append(Verdict(str(file), (fault,) if fault else ()))
    lost = [each.name for each in bound if whole and each.name not in here]
    return [*found, *(Verdict(name, ("signed, but not here",)) for name in dict.fromkeys(lost))]
