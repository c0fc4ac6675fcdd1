"""Open a Word file: a ZIP of parts, each read within limits and only when it is asked for."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Final

from form4kit.exhibits.docx_xml import WordElement, parse
from form4kit.exhibits.paper import CannotConvert

LARGEST_PART: Final = 8 * 1024 * 1024
"""The bytes that a part may have once it is unpacked."""

_LARGEST_LIST = 1024 * 1024
_END = b"PK\x05\x06"
_AGAIN = "Save it again as .docx from Word."


class Package:
    """The parts of a Word file."""

    def __init__(self, content: bytes) -> None:
        at = content.rfind(_END, max(0, len(content) - 65_557))
        if at < 0 or len(content) < at + 22:
            raise CannotConvert("the Word file is cut off, or is none", _AGAIN)
        (listed,) = struct.unpack_from("<I", content, at + 12)
        if listed > _LARGEST_LIST:
            raise CannotConvert("more parts than a Word file has", _AGAIN)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
            raise CannotConvert("the Word file is damaged", _AGAIN) from None
        names = self._zip.namelist()
        self._names = {name.lower(): name for name in names}
        if "mimetype" in self._names and any("content.xml" in name for name in names):
            raise CannotConvert("an OpenDocument text", "Save it as .docx from the program that made it.")
        self.main = self._target("", "officeDocument") or "word/document.xml"
        if not self.has(self.main):
            raise CannotConvert("a ZIP archive that is no Word file", _AGAIN)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of a name."""
        return name.lower() in self._names

    def xml(self, name: str) -> WordElement | None:
        """Return a part that is XML; None where there is none. Raises CannotConvert."""
        return parse(self._read(name), name) if self.has(name) else None

    def related(self, kind: str) -> list[WordElement]:
        """Return the parts that the main one names by a kind of relationship: `footnotes`, `header`."""
        found = (self.xml(target) for target in self._targets(self.main, kind))
        return [part for part in found if part is not None]

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(self._names[name.lower()]) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError):
            raise CannotConvert(f"{name} in the Word file is damaged", _AGAIN) from None
        except (RuntimeError, NotImplementedError):
            raise CannotConvert(
                f"{name} in the Word file is encrypted", "Save it without a password."
            ) from None
        if len(data) > LARGEST_PART:
            most = LARGEST_PART // 1024 // 1024
            raise CannotConvert(f"{name} in the Word file is over {most} MB", "Save it again in parts.")
        return data

    def _target(self, source: str, kind: str) -> str:
        return next(iter(self._targets(source, kind)), "")

    def _targets(self, source: str, kind: str) -> list[str]:
        folder, name = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for each in root.children if root else ():
            target = each.attributes.get("Target", "")
            if (
                each.attributes.get("Type", "").endswith(f"/{kind}")
                and each.attributes.get("TargetMode") != "External"
            ):
                found.append(posixpath.normpath(posixpath.join(folder, target)).lstrip("/"))
        return found
