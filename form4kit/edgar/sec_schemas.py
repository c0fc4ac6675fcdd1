"""Put the SEC's own schema package in charge of today's edition.

The package is the ZIP that comes with the EDGAR Ownership XML Technical Specification. Of its members only
the eight schemas are read; they are kept in the user's data folder, each import in a folder named after its
content, and a small file says which of them counts.
"""

import hashlib
import lzma
import posixpath
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from form4kit.edgar.active_schemas import MEMBERS, POINTER, ROOTS, package_in_charge, packages_home

__all__ = ["PackageRefused", "import_package", "package_in_charge", "remove_package"]

_MOST_MEMBERS = 2_000
_MOST_BYTES = 5_000_000
_XS = "{http://www.w3.org/2001/XMLSchema}"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,  # cut off
    NotImplementedError,  # an unknown method of compression
    RuntimeError,  # encrypted
)


class PackageRefused(ValueError):
    """A file that is not the SEC's schema package, in one line."""


def import_package(zip_path: Path) -> Path:
    """Store the eight schemas of the SEC's ZIP and return the folder that is now in charge.

    Raises PackageRefused for a file that is no such package, and OSError for one that cannot be opened.
    """
    schemas = _schemas_in(zip_path)
    _refuse_foreign_parts(schemas)
    home = packages_home()
    home.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(b"".join(schemas[name] for name in sorted(schemas))).hexdigest()
    target = home / f"package-{digest[:16]}"
    with tempfile.TemporaryDirectory(dir=home, prefix=".import-") as scratch:
        fresh = Path(scratch, "package")
        fresh.mkdir()
        for name, content in schemas.items():
            fresh.joinpath(name).write_bytes(content)
        _refuse_what_does_not_load(fresh)
        if not _holds(target, schemas):
            shutil.rmtree(target, ignore_errors=True)
            fresh.rename(target)
        pointer = Path(scratch, POINTER)
        pointer.write_text(target.name, encoding="ascii")
        pointer.replace(home / POINTER)
    _clear(home, keep=target)
    return target


def remove_package() -> bool:
    """Put form4kit's own schemas back in charge; false where they were already."""
    home = packages_home()
    removed = (home / POINTER).exists()
    (home / POINTER).unlink(missing_ok=True)
    if home.exists():
        _clear(home, keep=None)
    return removed


def _holds(folder: Path, schemas: dict[str, bytes]) -> bool:
    files = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}
    return files == schemas


def _schemas_in(zip_path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(zip_path) as archive:
            return _read(archive, _members(archive))
    except _UNREADABLE as error:
        raise PackageRefused(f"{zip_path.name} is not a readable ZIP file: {error}") from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise PackageRefused(f"{len(infos)} files in the ZIP, the most is {_MOST_MEMBERS}")
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        folder, _, name = info.filename.replace("\\", "/").rpartition("/")
        if name not in MEMBERS:
            continue
        if info.filename.startswith(("/", "\\")) or ".." in folder.split("/") or ":" in folder:
            raise PackageRefused(f"{info.filename} leads out of the ZIP")
        if name in found:
            raise PackageRefused(f"{name} is in the ZIP twice")
        found[name] = info
    if missing := sorted(MEMBERS - set(found)):
        raise PackageRefused(f"not the SEC's schema package: {', '.join(missing)} missing")
    return found


def _read(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """Read the members, counting what comes out: a ZIP may understate its sizes."""
    schemas, left = {}, _MOST_BYTES
    for name, info in members.items():
        with archive.open(info) as stream:
            schemas[name] = stream.read(left + 1)
        left -= len(schemas[name])
        if left < 0:
            raise PackageRefused(f"the schemas take more than {_MOST_BYTES:,} bytes unpacked")
    return schemas


def _refuse_foreign_parts(schemas: dict[str, bytes]) -> None:
    for name, content in schemas.items():
        for location in _locations(name, content):
            if posixpath.normpath(location) not in MEMBERS:
                raise PackageRefused(f"{name} draws on {location or 'another schema'}, outside the package")


def _locations(name: str, content: bytes) -> Iterator[str]:
    """Yield the places from which a schema draws others."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PackageRefused(f"{name} is not well-formed XML: {error}") from error
    document: Any = root.getroottree().docinfo
    if root.tag != f"{_XS}schema" or document.doctype:
        raise PackageRefused(f"{name} is not a plain XML schema")
    for kind in ("include", "redefine", "import"):
        for element in root.iter(f"{_XS}{kind}"):
            yield element.get("schemaLocation", "")


def _refuse_what_does_not_load(folder: Path) -> None:
    for form, name in ROOTS.items():
        try:
            etree.XMLSchema(file=folder / name)
        except etree.LxmlError as error:
            raise PackageRefused(f"{name} is not a working schema: {error}") from error
        root = "edgarSubmission" if form == "submission" else "ownershipDocument"
        if etree.parse(folder / name).find(f"{_XS}element[@name='{root}']") is None:
            raise PackageRefused(f"{name} does not describe {root}")


def _clear(home: Path, keep: Path | None) -> None:
    """Delete the packages that do not count any more."""
    for folder in home.glob("package-*"):
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)
