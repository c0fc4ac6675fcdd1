"""The forms of a folder with the day on which each was filed, by the record and by themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4kit.insiders.known_filings import KnownFiling, known_filing
from form4kit.steps.folder_forms import FolderForm, forms_in


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form of a folder, and what is known of its filing."""

    form: FolderForm
    known: KnownFiling

    @property
    def filed(self) -> bool:
        """Whether it is filed: an unfinished draft is no earlier filing."""
        return self.known.filed is not None


def known_forms(root: Path, entries: Sequence[Mapping[str, Any]]) -> Iterator[KnownForm]:
    """Yield the forms below a folder; of a built folder and its draft each stands by itself."""
    for form in forms_in(root):
        known = known_filing(form.name, form.outcome, entries, built=form.built)
        if known is not None:
            yield KnownForm(form, known)
