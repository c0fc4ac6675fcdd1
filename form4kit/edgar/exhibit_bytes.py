"""What the bytes of a file are, from how they begin, whatever its name says."""

_OFFICE = "a Word file, or another ZIP archive"
_OLE = "a Word file of the older kind"
_BEGIN = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", _OFFICE),
    (b"PK\x05\x06", _OFFICE),
    (b"\xd0\xcf\x11\xe0", _OLE),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a RIFF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
_RUN = (
    (b"%!PS", "PostScript"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
    (b"FWS", "Shockwave"),
    (b"CWS", "Shockwave"),
    (b"#!", "a script"),
)
_IN_LETTERS = frozenset([b"BM", b"MZ", b"FWS", b"CWS", b"RIFF"])
"""Beginnings that a text may have; a control character near them shows that it is none."""

_BLANKS = b"\xef\xbb\xbf \t\r\n"
_NEAR = 64
RTF = b"{\\rtf"
"""How RTF begins, whose source is of characters that pass."""


def runs(content: bytes) -> str:
    """Return what program or script these bytes are, with its article; empty where they are none."""
    return _kind(content, _RUN)


def other_format(content: bytes) -> str:
    """Return what file these bytes are that is no text, with its article; empty where they may be text."""
    return _kind(content, _BEGIN)


def is_rtf(content: bytes) -> bool:
    """Tell whether a text is the source of RTF."""
    return content.lstrip(_BLANKS).startswith(RTF)


def is_picture(content: bytes) -> bool:
    """Tell whether these bytes are a JPEG or a GIF."""
    return content.startswith((b"\xff\xd8\xff", b"GIF87a", b"GIF89a"))


def _kind(content: bytes, kinds: tuple[tuple[bytes, str], ...]) -> str:
    data = content[:256].lstrip(_BLANKS)
    for begin, name in kinds:
        if data.startswith(begin) and (begin not in _IN_LETTERS or _holds_controls(data)):
            return name
    return ""


def _holds_controls(data: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 32 for byte in data[:_NEAR])
