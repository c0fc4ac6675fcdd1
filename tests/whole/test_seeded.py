"""No miss: every kind of fault, planted in published filings, is found by a rule that names it."""

import copy
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN
from reference import SHARED
from seeded import KINDS, Kind

from form4kit.draft.write import write_draft
from form4kit.outcome import Options
from form4kit.pipeline import run, run_bytes
from form4kit.source.discover import Found

TRIES = 4


@lru_cache(maxsize=1)
def sound() -> list[tuple[str, str]]:
    """Return the text of drafts to plant faults in: published filings, or the clean ones without them."""
    folder = SHARED / "filings"
    if not folder.is_dir():
        return [(path.stem, path.read_text()) for path in sorted(CLEAN.glob("*.yaml"))]
    found = []
    for path in sorted(folder.glob("*.xml"), key=lambda path: path.name[::-1]):
        outcome = run(Found(str(path), path), Options(published=True, only_read=True))
        assert outcome.filing
        found.append((path.stem, write_draft(outcome.filing)))
    return found


@cache
def judged(text: str, published: bool) -> Counter[tuple[str, str]]:
    outcome = run_bytes(text.encode(), "draft.yaml", Path(), Options(published=published))
    return Counter((finding.rule, str(finding.severity)) for finding in outcome.findings)


def draft_of(text: str) -> dict[str, Any]:
    return yaml.load(text, Loader=yaml.BaseLoader)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_planted_fault_is_named(kind: Kind) -> None:
    planted = 0
    for name, text in sound():
        draft = copy.deepcopy(draft_of(text))
        if not kind.plant(draft):
            continue
        broken = yaml.dump(draft, allow_unicode=True, sort_keys=False, width=10_000)
        new = judged(broken, kind.published) - judged(text, kind.published)
        assert {rule for rule, _ in new} & set(kind.rules), f"{name}: found only {sorted(new)}"
        planted += 1
        if planted == TRIES:
            return
    if SHARED.is_dir():
        assert planted, "no filing has a place for this fault"
    elif not planted:
        pytest.skip("the clean filings have no place for this fault")


def test_there_are_enough_kinds() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 120
