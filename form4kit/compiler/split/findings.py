"""What was found in the filings that one draft became, as findings about the draft."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from form4kit.compiler.split.parts import FilingPart
from form4kit.findings import Finding
from form4kit.model import Filing
from form4kit.words import listed


def merge_findings(found: Sequence[Iterable[Finding]], rows: Sequence[int]) -> list[Finding]:
    """Return what was found in several filings, each once, and in which where it is not in all.

    `rows` tells which of them report the same rows, so that what is said of a row is said once, though a
    count in it may differ. Lines and columns are those of the draft; where a finding names a row, it is that
    of the printed form.
    """
    first: dict[tuple[object, ...], Finding] = {}
    numbers: dict[tuple[object, ...], dict[int, None]] = {}
    said: dict[tuple[object, ...], str] = {}
    for number, (group, findings) in enumerate(zip(rows, found, strict=True), 1):
        met: Counter[tuple[object, ...]] = Counter()
        for each in findings:
            spot = (each.rule, each.place.line, each.place.column)
            met[(each.place.path, *spot)] += 1
            nth = met[(each.place.path, *spot)]
            message = said.setdefault((group, nth, each.place.path, *spot), each.message)
            first.setdefault((*spot, message), each)
            numbers.setdefault((*spot, message), {})[number] = None
    return [_of(numbers[key], len(found), each) for key, each in first.items()]


def _of(numbers: Iterable[int], count: int, finding: Finding) -> Finding:
    texts = [str(number) for number in numbers]
    if len(texts) == count:
        return finding
    which = f"filing{'s' if len(texts) > 1 else ''} {listed(texts, 'and')} of {count}"
    return replace(finding, message=f"{which}: {finding.message}")


def of_part(part: FilingPart, about_the_draft: Iterable[Finding]) -> list[Finding]:
    """Return what was found in reading the draft as far as it concerns this part, at its places there."""
    return [here for each in about_the_draft if (here := part.excerpt.in_excerpt(each)) is not None]


def allowing(filing: Filing, findings: Iterable[Finding]) -> Filing:
    """Return a part with those of the draft's allowances that have something to say in it."""
    raised = {finding.rule for finding in findings}
    return replace(filing, allow=tuple(each for each in filing.allow if each[0] in raised))
