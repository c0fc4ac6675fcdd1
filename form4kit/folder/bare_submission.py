"""`submission.xml` as a packet binds it: all of its bytes but the CCC elements and the live flag.

What it carries is the same as a TEST with no CCC and as a LIVE submission with one. Everything else counts,
an exhibit's byte or a blank between two elements.
"""

import base64
import binascii
import re

from form4kit.storage.sealed import sha256

_BLOCK = re.compile(rb"(<documentMimeBlock>)([A-Za-z0-9+/=\s]*)(</documentMimeBlock>)")
_CCC = re.compile(rb" *<rptOwnerCcc>[^<]*</rptOwnerCcc>\n")
_LIVE = re.compile(rb" *<testOrLive>(?:LIVE|TEST)</testOrLive>\n")


def bare_submission(data: bytes) -> bytes:
    """Return a submission without its CCC elements and its live flag; each document's base64 is decoded."""
    return _BLOCK.sub(_decoded, _LIVE.sub(b"", data, count=1))


def submission_hash(data: bytes) -> str:
    """Return the SHA-256 of a submission without CCC elements and live flag."""
    return sha256(bare_submission(data))


def _decoded(block: re.Match[bytes]) -> bytes:
    """Put the length and the bytes of a document in place of its base64; what is no base64 stays."""
    try:
        inside = base64.b64decode(b"".join(block[2].split()), validate=True)
    except (binascii.Error, ValueError):
        return block[0]
    if b"<ownershipDocument" in inside:
        inside = _CCC.sub(b"", inside)
    return b"%s%d:%s%s" % (block[1], len(inside), inside, block[3])
