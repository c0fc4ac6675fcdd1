"""Whether the proof in a built folder shows what the folder would file: it is printed again and compared."""

import io
from collections import Counter
from collections.abc import Iterator

from form4kit.folder.build import proof_of
from form4kit.folder.read import BuiltFolder, filing_of
from form4kit.proof.review_aids import aids_from
from form4kit.signoff.attached import attached_to
from form4kit.storage.names import DRAFT, OWNERSHIP, PROOF


def proof_faults(folder: BuiltFolder) -> Iterator[str]:
    """Yield why the proof of a sound folder is not that of its document; one without a proof has no fault.

    The document is attached to it. What this very version built is printed again too: by its bytes, or where
    a library differs by what its pages show. An older version's is held against its attachment alone.
    """
    data, ownership = folder.files.get(PROOF), folder.files[OWNERSHIP]
    if data is None or PROOF not in folder.bound:
        return
    attached = attached_to(data)
    if attached is not None and ownership not in attached.values():
        yield f"{PROOF} is not the proof of {OWNERSHIP}: another document is attached to it"
        return
    filing = None if folder.stale else filing_of(folder)
    if filing is None:
        return
    beside = folder.manifest.get("beside")
    try:
        aids = aids_from(beside) if beside else None
        again = proof_of(filing, ownership, published=folder.published, beside=aids)
    except (KeyError, TypeError, ValueError, AttributeError):
        yield f"{PROOF} cannot be printed again: the manifest does not say what stands beside the form"
        return
    if data != again and (attached is None or _shows_other(data, again)):
        yield f"{PROOF} does not show what {DRAFT} gives"


def _shows_other(data: bytes, again: bytes) -> bool:
    import pikepdf

    from form4kit.signoff.active_content import active_content
    from form4kit.signoff.page_differences import page_differs

    if Counter(active_content(data)) - Counter(active_content(again)):
        return True
    with pikepdf.open(io.BytesIO(data)) as given, pikepdf.open(io.BytesIO(again)) as right:
        return len(given.pages) != len(right.pages) or any(map(page_differs, right.pages, given.pages))
