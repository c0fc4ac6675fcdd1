"""The names of the files of a built folder. They are spelled here alone."""

from typing import Final

MANIFEST: Final = "manifest.json"
"""What the folder is and binds, under its own hash: the file by which a built folder is known."""

OWNERSHIP: Final = "ownership.xml"
"""The ownership document, without CCCs; also the name of the primary document in a submission."""

SUBMISSION: Final = "submission.xml"
"""The edgarSubmission with the CCCs."""

PROOF: Final = "proof.pdf"
"""The printed form."""

DRAFT: Final = "draft.yaml"
"""The draft that gives the ownership document, standing alone."""

RECORD: Final = "record.jsonl"
"""What EDGAR accepted, line by line, beside `form4kit.toml`."""

RECEIPTS: Final = "receipts"
"""The folder beside the record with EDGAR's answers, `ACCESSION.json` each."""

FILED: Final = "filed"
"""The folder with forms that EDGAR published, as they are, beside `form4kit.toml`."""

ATTEMPTS: Final = "receipts/attempts"
"""What was sent through EDGAR's API and where it stands, beside the record."""

RECEIVED: Final = "receipts/received"
"""Which document an answer of EDGAR's is about that was dropped in, `ACCESSION.json` each."""

JOURNAL: Final = ".form4kit/undo"
"""What a folder's files were before each step that was carried out in it, kept for thirty days."""

BUILT: Final = (OWNERSHIP, SUBMISSION, PROOF, DRAFT, MANIFEST)
"""The files that form4kit itself puts into a built folder, beside the exhibits."""

PRIVATE: Final = frozenset([SUBMISSION])
"""Files that may hold a secret: readable by their owner alone."""

REVIEW: Final = "review.jsonl"
"""What a second person said of a built folder, line by line, beside its manifest."""

KEPT: Final = frozenset([REVIEW])
"""What stays in a built folder when it is built again: it says which bytes it is about."""
