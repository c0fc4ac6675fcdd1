"""Whoever signs with a key for the first time in a folder is asked for the attestation that is by hand."""

from pathlib import Path
from typing import Any

import pytest

from form4kit.steps.first_signature import is_first_signature
from form4kit.storage.sealed import sealed

SIGNED: dict[str, Any] = {"signer": {"name": "Thomas Abel"}, "at": "2026-11-20T10:00:00+00:00"}


@pytest.mark.parametrize(
    ("content", "signer", "first"),
    sorted(
        [
            (sealed(SIGNED), "Thomas Abel", False),
            (sealed(SIGNED), "Karin Lindqvist", True),
            (sealed({"wet": {"name": "scan.pdf"}}), "Thomas Abel", True),
            (sealed({"signer": "Thomas Abel"}), "Thomas Abel", True),
            (sealed({"signer": {"name": None}}), "Thomas Abel", True),
            (b"{", "Thomas Abel", True),
        ]
    ),
)
def test_only_a_signature_with_a_key_of_this_person_spares_the_question(
    tmp_path: Path, content: bytes, signer: str, first: bool
) -> None:
    (tmp_path / "packets").mkdir()
    (tmp_path / "packets" / "one.signed.json").write_bytes(content)
    assert is_first_signature(tmp_path, signer) is first


def test_an_empty_folder_has_no_signature(tmp_path: Path) -> None:
    assert is_first_signature(tmp_path, "Thomas Abel")
