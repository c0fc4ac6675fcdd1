"""Write a built folder: whole or not at all, what has been said of it kept, and no more than is new."""

import errno
import json
from pathlib import Path

from form4kit.folder.build import Built
from form4kit.storage.atomic import kept_in, write_file, write_folder
from form4kit.storage.names import KEPT, MANIFEST, PROOF, SUBMISSION
from form4kit.storage.sealed import sha256


def holds(folder: Path, built: Built) -> bool:
    """Tell whether a folder holds exactly these files, and its own proof where that still stands."""
    names = {*built.files, PROOF} if built.proof_unchanged else {*built.files}
    try:
        found = {file.name for file in folder.iterdir()} - KEPT
        return names == found and _same(folder, built, {*built.files})
    except OSError:
        return False


def is_bound(folder: Path, built: Built) -> bool:
    """Tell whether a folder has each of these files but the submission, which nothing binds."""
    try:
        proof = not built.proof_unchanged or bool(_kept_proof(folder, built))
        return proof and _same(folder, built, {*built.files} - {SUBMISSION})
    except OSError:
        return False


def put(folder: Path, built: Built) -> list[str]:
    """Write a folder in place of what it held; what was said of it, such as reviews, stays in it.

    Return the names of what was written, in order. Raises OSError where it cannot be written, or holds what
    form4kit has not built.
    """
    files = dict(built.files)
    if built.proof_unchanged:
        files[PROOF] = _kept_proof(folder, built)
    written = sorted(files)
    write_folder(folder, {**files, **kept_in(folder)})
    return written


def put_submission(folder: Path, built: Built) -> None:
    """Write the submission into a folder that has all else. Raises OSError."""
    write_file(folder / SUBMISSION, built.files[SUBMISSION])


def _same(folder: Path, built: Built, names: set[str]) -> bool:
    return all((folder / name).read_bytes() == built.files[name] for name in names)


def _kept_proof(folder: Path, built: Built) -> bytes:
    """Read the proof that is kept. Raises OSError where it is not the one that the manifest binds."""
    proof = (folder / PROOF).read_bytes()
    if sha256(proof) != json.loads(built.files[MANIFEST])["sha256"][PROOF]:
        raise OSError(errno.EBUSY, "was changed while it was built", str(folder / PROOF))
    return proof
