"""A draft on which somebody's work rests is changed only by who says so."""

from pathlib import Path

from form4kit.steps.filing_state import FilingState
from form4kit.steps.held_draft import held, within
from form4kit.steps.step_plan import PlannedWrite, StepPlan

WRITES = StepPlan("a.yaml is written.", (PlannedWrite(Path("a.yaml"), b"2", "1"),))
SIGNED = FilingState("a", "signed", undone="This is signed. A change takes the signature back.")


def test_it_is_refused_in_words_until_it_is_said() -> None:
    (refusal,) = held(WRITES, SIGNED, anyway=False).refusals
    assert (refusal.words, refusal.where) == ("This is signed. A change takes the signature back", "a")
    assert refusal.hint == "Press “Change it all the same” first."
    told = held(WRITES, SIGNED, anyway=True)
    assert (told.refusals, told.told) == ((), (SIGNED.undone,))
    hashes = {plan.hash for plan in (WRITES, told, held(WRITES, SIGNED, anyway=False))}
    assert len(hashes) == 3, "what was shown of one is no answer to another"
    assert within(told) == within(WRITES) == WRITES.hash


def test_nothing_is_held_where_nothing_rests_on_it_or_nothing_is_written() -> None:
    assert held(WRITES, None, anyway=False) is WRITES
    assert held(WRITES, FilingState("a", "draft"), anyway=False) is WRITES
    reads = StepPlan("Nothing is written.")
    assert held(reads, SIGNED, anyway=False) is reads
