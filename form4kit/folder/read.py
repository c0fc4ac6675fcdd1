"""Read built folders back, and tell whether they are still what their manifests say.

What a manifest cannot bind by a hash is `submission.xml`, which may hold CCCs; it is held against what it
must carry instead. The clauses given back name the file, and say what is wrong with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from form4kit import __version__
from form4kit.convert import bare_cik
from form4kit.draft.read import read_draft
from form4kit.edgar.exhibits import base_name
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import FORMS, read_submission, write_submission
from form4kit.edgar.write import write
from form4kit.folder.bare_submission import cccs_in, without_cccs
from form4kit.folder.build import rule_set
from form4kit.model import Document, Filing, Submission
from form4kit.source import decode, xml_tree, yaml_tree
from form4kit.storage.names import DRAFT, MANIFEST, OWNERSHIP, PROOF, SUBMISSION
from form4kit.storage.sealed import Broken, opened, sha256


@dataclass(frozen=True, slots=True)
class BuiltFolder:
    """A built folder in memory: its name below the folder that was asked for, and its files by name.

    `files` holds the manifest, what the manifest names and `submission.xml`, as far as they are there.
    """

    name: str
    path: Path
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    broken: str = ""

    @property
    def bound(self) -> dict[str, str]:
        """The SHA-256 that the manifest has for each file, exhibits included."""
        hashes = {**_texts(self.manifest.get("exhibits")), **_texts(self.manifest.get("sha256"))}
        return {name: known for name, known in hashes.items() if base_name(name) == name}

    @property
    def published(self) -> bool:
        """Whether the folder restates a document of record, which is not for filing."""
        return b"<schemaVersion>" in self.files.get(OWNERSHIP, b"")

    @property
    def stale(self) -> str:
        """The tool and rule set that built it, in words, where they are others than these; else empty."""
        made = (str(self.manifest.get("form4kit")), str(self.manifest.get("rules")))
        return "" if made == (__version__, rule_set()) else f"form4kit {made[0]}, rules {made[1]}"


def find_built(folder: Path) -> list[BuiltFolder]:
    """Return the built folders in a folder, itself among them, in sorted order.

    What holds an ownership document but no manifest is one that has lost it. Raises OSError where something
    cannot be read.
    """
    if looks_built(folder):
        return [read_built(folder, folder.resolve().name)]
    found = []
    for place in _below(folder):
        found.append(read_built(place, place.relative_to(folder).as_posix()))
    return found


def _below(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
            if looks_built(entry):
                yield entry
            else:
                yield from _below(entry)


def looks_built(folder: Path) -> bool:
    """Tell whether a folder was built: it has a manifest, or what a folder that lost it has."""
    return (folder / MANIFEST).is_file() or ((folder / OWNERSHIP).is_file() and (folder / DRAFT).is_file())


def read_built(path: Path, name: str) -> BuiltFolder:
    """Read one built folder. Raises OSError where a file that is there cannot be read."""
    names = (MANIFEST, OWNERSHIP, SUBMISSION, PROOF, DRAFT)
    files = {each: (path / each).read_bytes() for each in names if (path / each).is_file()}
    folder = with_manifest(BuiltFolder(name, path, files))
    more = [each for each in folder.bound if each not in files and (path / each).is_file()]
    return replace(folder, files={**files, **{each: (path / each).read_bytes() for each in more}})


def with_manifest(folder: BuiltFolder) -> BuiltFolder:
    """Return a folder with its manifest opened, or with what is wrong with it."""
    data = folder.files.get(MANIFEST)
    if data is None:
        return replace(folder, manifest={}, broken="is missing")
    try:
        return replace(folder, manifest=opened(data), broken="")
    except Broken as error:
        return replace(folder, manifest={}, broken=str(error))


def hash_mismatches(folder: BuiltFolder) -> Iterator[str]:
    """Yield what is no longer as the manifest says, naming the file."""
    if folder.broken:
        yield f"{MANIFEST} {folder.broken}"
        return
    for name, known in folder.bound.items():
        data = folder.files.get(name)
        if data is None:
            yield f"{name} is missing"
        elif sha256(data) != known:
            yield f"{name} is not what the manifest binds"
    if OWNERSHIP not in folder.bound:
        yield f"{OWNERSHIP} is not bound by the manifest: built without it"


def differs_from_draft(folder: BuiltFolder) -> Iterator[str]:
    """Yield how the ownership document differs from what the draft gives; only its own tool may ask this."""
    filing = filing_of(folder)
    if filing is None:
        yield f"{DRAFT} cannot be read"
    elif write(filing, published=folder.published).data != folder.files.get(OWNERSHIP):
        yield f"{OWNERSHIP} is not what {DRAFT} gives"


def filing_of(folder: BuiltFolder) -> Filing | None:
    """Read the folder's own draft, which stands alone: no registry, no other file but its exhibits."""
    content, _ = decode.decode(folder.files.get(DRAFT, b""))
    root, _ = yaml_tree.compose(content) if content else (None, [])
    if root is None:
        return None
    filing, _ = read_draft(root)
    wrapper = filing.submission
    if wrapper is None:
        return filing
    documents = tuple(
        replace(each, content=folder.files.get(each.file.text or "")) for each in wrapper.documents
    )
    return replace(filing, submission=replace(wrapper, documents=documents))


def submission_mismatches(folder: BuiltFolder) -> Iterator[str]:
    """Yield what `submission.xml` does not carry as the folder has it, CCC elements aside.

    Whatever made it, it must say what the draft says; made by this very tool, it must be byte for byte what
    would be written now with the CCCs it holds.
    """
    data = folder.files.get(SUBMISSION)
    if data is None:
        if not folder.published:
            yield f"{SUBMISSION} is missing"
        return
    if folder.published:
        yield f"{SUBMISSION} is in a folder that restates a document of record, which is not for filing"
        return
    root, _ = xml_tree.parse(data)
    filing, primary, _ = read_submission(root) if root is not None else (None, None, [])
    if filing is None or primary is None or filing.submission is None:
        yield f"{SUBMISSION} cannot be decoded"
        return
    if without_cccs(primary) != folder.files.get(OWNERSHIP):
        yield f"{SUBMISSION} carries another document than {OWNERSHIP}"
        return
    wrapper = filing.submission
    kinds = {each.type.text for each in wrapper.primaries} | {wrapper.type.text}
    if kinds != {folder.manifest.get("form")} or not kinds <= FORMS or len(wrapper.primaries) != 1:
        yield f"{SUBMISSION} is not for one Form {folder.manifest.get('form')}"
    exhibits = {
        name: folder.files.get(name) for name in folder.bound if name not in (OWNERSHIP, PROOF, DRAFT)
    }
    if {base_name(each.file.text or ""): each.content for each in wrapper.documents} != exhibits:
        yield f"{SUBMISSION} carries other exhibits than the folder"
    yield from _otherwise(folder, wrapper)
    if not folder.stale and not _is_written_so(data, folder, primary, wrapper.live.text):
        yield f"{SUBMISSION} is not what {DRAFT} gives"


def _otherwise(folder: BuiltFolder, sent: Submission) -> Iterator[str]:
    """Yield what a submission says otherwise than the draft, beside the form."""
    filing = filing_of(folder)
    if filing is None:
        return
    wanted = filing.submission or Submission()
    for name in ("contact_name", "contact_phone", "contact_email"):
        if (getattr(wanted, name).text or "").strip() != (getattr(sent, name).text or ""):
            yield f"{SUBMISSION} has another {name.replace('_', ' ')} than {DRAFT}"
    if [(each.text or "").strip() for each in wanted.notify] != [each.text or "" for each in sent.notify]:
        yield f"{SUBMISSION} has other notification addresses than {DRAFT}"
    if sorted(map(_described, wanted.documents)) != sorted(map(_described, sent.documents)):
        yield f"{SUBMISSION} has other types or descriptions of exhibits than {DRAFT}"
    if sent.return_copy:
        yield f"{SUBMISSION} asks for a copy, which {DRAFT} does not"


def _described(document: Document) -> tuple[str, ...]:
    told = (base_name(document.file.text or ""), document.type.text or "", document.description.text or "")
    return tuple(each.strip() for each in told)


def _is_written_so(data: bytes, folder: BuiltFolder, primary: bytes, live: str | None) -> bool:
    """Tell whether a submission is what the draft gives with the CCCs that stand in it."""
    filing = filing_of(folder)
    read, _ = read_document(primary)
    if filing is None or read is None or live not in ("LIVE", "TEST"):
        return False
    held = iter(each.decode("utf-8") for each in cccs_in(primary))
    secrets = {bare_cik(owner.cik.text): next(held, "") for owner in read.owners if owner.ccc}
    again = write(filing, ccc={cik: _unescaped(ccc) for cik, ccc in secrets.items()}).data
    wanted = write_submission(filing, again, live=live == "LIVE").encode("utf-8")
    return again == primary and wanted == data


def _unescaped(held: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        held = held.replace(entity, sign)
    return held


def _texts(found: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def is_live(folder: BuiltFolder) -> bool:
    """Tell whether the submission of a folder is LIVE, for filing and not for a test."""
    root, _ = xml_tree.parse(folder.files.get(SUBMISSION, b""))
    told = [each.text for each in root.all("testOrLive")] if root is not None else []
    return told == ["LIVE"]
