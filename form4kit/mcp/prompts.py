"""Prompts for the five commonest filings: what to ask for, and which tools to use in which order."""

from dataclasses import dataclass
from typing import Final

from form4kit.draft.templates import EVENT_KINDS


@dataclass(frozen=True, slots=True)
class FilingPrompt:
    """A prompt: its name, the kind of event that it begins, a title, and the facts that a person gives."""

    name: str
    kind: str
    title: str
    facts: tuple[str, ...]

    def text(self, person: str, happened: str) -> str:
        """Return what is said to the assistant; `person` and `happened` are as the user wrote them."""
        facts = "\n".join(f"- {each}" for each in self.facts)
        return (
            f"Draft a Section 16 filing: {self.title}. {EVENT_KINDS[self.kind]}.\n\n"
            f"Insider: {person or 'not said yet: ask, or look into form4kit://people'}\n"
            f"What happened, in the user's words: {happened or 'not said yet: ask'}\n\n"
            f"These facts come from the user or from files of the folder; guess none of them:\n{facts}\n\n"
            f"1. Read form4kit://events for how a {self.kind} is written, and form4kit://people for keys.\n"
            f"2. Call new_draft with kind {self.kind!r}; show the plan, and carry it out with its hash.\n"
            "3. Fill in the draft with write_draft, plan first. Leave blank what nobody said, and ask.\n"
            "4. Call check. Mend what it finds by asking; never by making something up. Do not add to"
            " `allow:` unless the user gives the reason.\n"
            "5. Call rows and preview, and read them back to the user: each number, date and balance.\n"
            "6. Call due, and say when it must be filed. Review, signature and filing are a person's work."
        )


PROMPTS: Final = (
    FilingPrompt(
        "grant",
        "grant",
        "an award from the issuer",
        (
            "what was granted, and how many units or shares",
            "the date of grant",
            "how it vests, and whether each unit is one share",
            "for an option: the exercise price, when it can be exercised, when it ends",
        ),
    ),
    FilingPrompt(
        "vest",
        "vest",
        "units that vested, with shares withheld for taxes",
        (
            "the date of vesting and the number of units that vested",
            "how many shares were withheld for taxes, and the price that was used for them",
            "what is held before: units and shares, from the last filing",
        ),
    ),
    FilingPrompt(
        "sale",
        "sale",
        "a sale on the market",
        (
            "the trades: date, number and price of each, best as the broker's file",
            "whether it was under a Rule 10b5-1 plan, and when that plan was adopted",
            "from which holding the shares came, direct or indirect",
        ),
    ),
    FilingPrompt(
        "exercise",
        "exercise",
        "the exercise of an option",
        (
            "which option, and the number of shares",
            "the date, and how the price was paid",
            "what became of the shares: kept, sold or withheld",
        ),
    ),
    FilingPrompt(
        "gift",
        "gift",
        "a gift",
        (
            "whether it was made or received",
            "the date, and the number of shares",
            "to whom it went, and whether the insider keeps an interest in it",
        ),
    ),
)
