"""Whether the built folders of a batch could be filed as they are, told at the foot of each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from form4kit.folder.read import find_built, is_live
from form4kit.steps.lacking import lacks
from form4kit.words import counted

BatchStep = Literal["build", "packet", "sign", "verify"]
_GOOD: Final[Mapping[BatchStep, str]] = {
    "build": "Built.",
    "packet": "The packet is ready.",
    "sign": "Signed.",
    "verify": "Nothing has changed since it was made.",
}
_SHORT: Final[Mapping[BatchStep, str]] = {
    "build": "Made for review only.",
    "packet": "The packet is made.",
    "sign": "The packet has its signature.",
    "verify": "Nothing has changed since it was made.",
}


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """What a step that went well says last: a sentence, and for each folder why it cannot be filed."""

    words: str
    lacking: tuple[str, ...] = ()


def standing(step: BatchStep, batch: Path, name: str, packet: str = "") -> BatchStanding:
    """Say what a step came to; `name` is the batch as one would type it, `packet` the one that was verified.

    Who signed is proven by certificates that the page is not given, so it never calls a signature sound.
    Raises OSError. A folder that restates a published document is not for filing, and is passed over.
    """
    folders = [each for each in find_built(batch) if not each.published]
    lacking = {each.name: [*lacks(each)] for each in folders}
    lines = [(name, why) for name, each in lacking.items() for why in each]
    if lines:
        short = sum(map(bool, lacking.values()))
        words = f"{_SHORT[step]} {short} of {counted(len(folders), 'filing')} cannot be filed: see above."
        return BatchStanding(words, tuple(f"{name}: {why}; it cannot be filed" for name, why in lines))
    if step != "verify":
        return BatchStanding(_GOOD[step])
    tests = sum(not is_live(each) for each in folders)
    test = f" {tests} of {counted(len(folders), 'filing')} for a TEST, which files nothing." if tests else ""
    proof = (
        f" Who signed is proven by: form4kit verify {name} {packet} --trust CERTIFICATES." if packet else ""
    )
    following = f" Next: form4kit handoff {name}, the sheet for filing by hand."
    return BatchStanding(f"{_GOOD[step]}{proof}{test}{following}")
