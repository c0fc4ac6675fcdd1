"""What is known of the review of a built folder: whether one is asked for, and what came of it."""

from functools import lru_cache
from pathlib import Path

from form4kit.registry.settings import file_for
from form4kit.registry.toml_text import LARGEST, UnfitToml, parse
from form4kit.steps.file_stamp import stamp
from form4kit.steps.filing_state import ReviewFacts
from form4kit.steps.filing_status import BuiltDraft
from form4kit.storage.regular import read_regular


def approved(root: Path, made: BuiltDraft | None) -> ReviewFacts:
    """Return what is known of the review of a folder; where none was built, whether one will be needed."""
    return ReviewFacts(needed=review_needed(root))


def review_needed(root: Path) -> bool:
    """Tell whether the folder asks for a second person: its form4kit.toml has a table `review`."""
    file = file_for(root)
    return file is not None and _has_review(file, stamp(file))


@lru_cache(maxsize=64)
def _has_review(file: Path, stamp: tuple[int, int]) -> bool:
    try:
        return "review" in parse(read_regular(file, LARGEST + 1))
    except (UnfitToml, OSError):
        return False
