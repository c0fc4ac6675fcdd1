"""What EDGAR disseminates of a filing, as far as a test needs it."""

import re

from form4kit.signoff.filed import Sent

HEAD = (
    b"<SEC-DOCUMENT>0001903415-26-000041.txt : 20261120\n<SEC-HEADER>0001903415-26-000041.hdr.sgml\n"
    b"<ACCEPTANCE-DATETIME>20261120163000\nCONFORMED SUBMISSION TYPE:\t4\n</SEC-HEADER>\n"
)


def published(form: bytes, *exhibits: Sent, kind: str = "4") -> bytes:
    """Write what EDGAR would disseminate of a form and its exhibits."""
    text = form.replace(b"<documentType>", b"<schemaVersion>X0609</schemaVersion>\n<documentType>", 1)
    text = re.sub(rb"(<issuerCik>)0*(\d+)", lambda m: m[1] + m[2].rjust(10, b"0"), text)
    text = text.replace(b"</issuerCik>", b"</issuerCik>\n<issuerName>Meridian Inc</issuerName>", 1)
    text = text.replace(b"</rptOwnerCik>", b"</rptOwnerCik>\n<rptOwnerName>Of Record</rptOwnerName>")
    blocks = [block(kind, "ownership.xml", b"<XML>\n" + text + b"\n</XML>")]
    blocks += [block(each.type, each.name, each.content) for each in exhibits]
    return HEAD + b"".join(blocks) + b"</SEC-DOCUMENT>\n"


def block(kind: str, name: str, content: bytes) -> bytes:
    head = f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>{name}\n<DESCRIPTION>X\n<TEXT>\n".encode()
    return head + content + b"\n</TEXT>\n</DOCUMENT>\n"
