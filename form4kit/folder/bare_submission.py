"""`submission.xml` as a packet binds it: all of its bytes but the CCC elements and the live flag.

What it carries is the same as a TEST with no CCC and as a LIVE submission with one. Everything else counts,
an exhibit's byte or a blank between two elements; so do a flag and a CCC that stand where none is written, or
that are none.
"""

import base64
import binascii
import re

from form4kit.storage.sealed import sha256

_BLOCK = re.compile(rb"(<documentMimeBlock>)([A-Za-z0-9+/=\s]*)(</documentMimeBlock>)")
_CCC = re.compile(
    rb"(<rptOwnerCik>[^<]*</rptOwnerCik>\n) *"
    rb"<rptOwnerCcc>((?:&(?:amp|lt|gt|quot);|[!-%'-;=?-~]){8})</rptOwnerCcc>\n"
)
"""An owner's CCC as it is written: behind the CIK, eight printable characters."""
_LIVE = re.compile(
    rb'(\A<\?xml version="1\.0"\?>\n<edgarSubmission>\n *<submissionType>[^<]*</submissionType>\n)'
    rb" *<testOrLive>(?:LIVE|TEST)</testOrLive>\n"
)
"""The live flag as it is written: at the head, behind the type."""
_FORM = b'<?xml version="1.0"?>\n<ownershipDocument>'


def bare_submission(data: bytes) -> bytes:
    """Return a submission without its CCC elements and its live flag; each document's base64 is decoded."""
    return _BLOCK.sub(_decoded, _LIVE.sub(rb"\1", data, count=1))


def with_tag(data: bytes, live: bool) -> bytes:
    """Return a submission tagged LIVE or TEST; as it is where no tag stands as it is written."""
    head = _LIVE.match(data)
    if head is None:
        return data
    wanted = b"LIVE" if live else b"TEST"
    return (
        head[0].replace(b">LIVE<", b">" + wanted + b"<").replace(b">TEST<", b">" + wanted + b"<")
        + data[head.end() :]
    )


def without_cccs(document: bytes) -> bytes:
    """Return an ownership document without its CCC elements."""
    return _CCC.sub(rb"\1", document)


def cccs_in(document: bytes) -> list[bytes]:
    """Return the CCCs in an ownership document as they are written, in order."""
    return [found[2] for found in _CCC.finditer(document)]


def submission_hash(data: bytes) -> str:
    """Return the SHA-256 of a submission without CCC elements and live flag."""
    return sha256(bare_submission(data))


def _decoded(block: re.Match[bytes]) -> bytes:
    """Put the length and the bytes of a document in place of its base64; what is no base64 stays."""
    try:
        inside = base64.b64decode(b"".join(block[2].split()), validate=True)
    except (binascii.Error, ValueError):
        return block[0]
    if inside.startswith(_FORM):
        inside = without_cccs(inside)
    return b"%s%d:%s%s" % (block[1], len(inside), inside, block[3])
