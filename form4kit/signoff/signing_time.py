"""When a packet was signed, as far as it says so itself."""

import datetime as dt
import io

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader


def latest_time_of(data: bytes) -> dt.datetime | None:
    """Return the later of the signer's own time and that of the timestamp in the first signature, aware.

    None where neither is told. The signature must have been validated before.
    """
    found = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
    if not found:
        return None
    own: dt.datetime | None = found[0].self_reported_timestamp
    told: list[dt.datetime] = [] if own is None else [own]
    for attribute in found[0].signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            told += [_time_in(token) for token in attribute["values"]]
    return max(told, default=None)


def _time_in(token: cms.ContentInfo) -> dt.datetime:
    """Return the time that a timestamp gives."""
    info = token["content"]["encap_content_info"]["content"].parsed
    given: dt.datetime = info["gen_time"].native
    return given
