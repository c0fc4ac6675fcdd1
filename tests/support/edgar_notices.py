"""Messages as EDGAR sends them, made from facts, in every wrapping that a mail goes through."""

import base64
import datetime as dt
import html
import quopri
import random
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from form4kit.law.clock import NEW_YORK
from form4kit.transmission.receipt import EdgarError, Receipt

OTHER = "0009999999-26-999999"
"""An accession number that stands in somebody's own words, and is never the answer."""

_TEXTS = (
    "Value for Period of Report is missing or invalid.",
    "Reporting Owner CCC of XXXXXXXX value is inconsistent with CIK value of 0001903417.",
    "Document 2 (poa.txt) contains a character that EDGAR does not recognize.",
    "The value 'ZZ' of rptOwnerState is not one of the values that the schema allows for an owner.",
    "Something nobody has heard of: see <rule> 7 & 8.",
)


def facts(seed: int) -> Receipt:
    """Return what one invented message says."""
    chance = random.Random(seed)
    suspended = chance.random() < 0.5
    received = dt.datetime(2026, chance.randrange(1, 13), chance.randrange(1, 28), chance.randrange(6, 22))
    received = received.replace(minute=chance.randrange(58), tzinfo=NEW_YORK)
    decided = received + dt.timedelta(minutes=1)
    test = chance.random() < 0.3
    errors = tuple(
        EdgarError(
            text,
            chance.choice(["TAG_VALUE_MISSING_OR_INVALID", "ANY_LABEL"]),
            None,
            chance.choice([None, 57]),
        )
        for text in chance.sample(_TEXTS, chance.randrange(1, 4))
    )
    owners = tuple(f"000{chance.randrange(10**6, 10**7)}" for _ in range(chance.randrange(1, 4)))
    return Receipt(
        accession=f"0001903415-26-{seed:06}",
        status="suspended" if suspended else "accepted",
        form=None if suspended else chance.choice(["3", "4", "5", "3/A", "4/A", "5/A"]),
        test=test,
        received=received,
        accepted=None if suspended else decided,
        filed=None if suspended or test else received,
        suspended=decided if suspended else None,
        documents=chance.randrange(1, 9),
        ciks=() if suspended else owners,
        errors=errors if suspended else (),
    )


def notice(said: Receipt) -> str:
    """Write a message that says this."""
    word = said.status.upper()
    decided, label = (said.suspended, "SUSPENSE") if said.suspended else (said.accepted, "ACCEPTED")
    lines = [
        f"THE FOLLOWING SUBMISSION HAS BEEN {word} BY THE U.S. SECURITIES AND EXCHANGE",
        *("COMMISSION.", "", ""),
        f"FORM TYPE:     {said.form or 'XXXXXXXXXX':<20} NUMBER OF DOCUMENTS: {said.documents}",
        f"RECEIVED DATE: {written(said.received)}    {label} DATE:       {written(decided)}",
    ]
    lines += [f"FILING DATE:   {written(said.filed)}"] if said.filed else []
    lines += [f"TEST FILING:   {'YES' if said.test else 'NO'}                   CONFIRMING COPY:     NO", ""]
    lines += [f"ACCESSION NUMBER: {said.accession}", "", "FILE NUMBER(S):", "   1. None.", ""]
    lines += ["REGISTRANT(S):", ""] if said.ciks else []
    for number, cik in enumerate(said.ciks, 1):
        lines += [
            f"   {number}. CIK:        {cik}",
            f"      OWNER:      Doe Person{number}",
            "      FORM TYPE:  4",
        ]
        lines += ["      FILE NUMBER(S):", "         1. 001-99999", ""]
    for error in said.errors:
        words = textwrap.wrap(f"MSG:  {error.text}", 78, subsequent_indent="      ")
        lines += [f"ERR:  {error.label}", *words, f"LOC:  LINE NUMBER: {error.line or 0}", ""]
    lines += [
        "------------------------------- NOTICE ---------------------------------",
        "",
        "Filer Support answers.",
    ]
    return "\n".join(lines) + "\n"


def written(instant: dt.datetime | None) -> str:
    """Write an instant as EDGAR does."""
    assert instant
    return f"{instant:%d-%b-%Y %H:%M}"


@dataclass(frozen=True)
class Wrapping:
    """One way in which a message comes."""

    name: str
    wrap: Callable[[str], bytes]


def _mail(
    body: bytes, kind: str = "text/plain; charset=us-ascii", encoding: str = "7bit", sender: str = ""
) -> bytes:
    head = f"From: {sender or 'edgar-postmaster@sec.gov'}\nTo: filings@example.com,\n secretary@example.com\n"
    head += f"Subject: A form,\n\tand a number\nMIME-Version: 1.0\nContent-Type: {kind}\n"
    return f"{head}Content-Transfer-Encoding: {encoding}\n\n".encode() + body


def _broken_lines(text: str) -> str:
    return html.escape(text).replace("  ", "&nbsp; ").replace("\n", "<br>\n")


def _cells(text: str) -> str:
    rows = (
        "".join(f"<td>{html.escape(part)}</td>" for part in line.split("  ")) for line in text.split("\n")
    )
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"


def _quoted(text: str, mark: str = "> ") -> str:
    own = f"Sam, is {OTHER} filed? ACCESSION NUMBER: {OTHER}\n\n---------- Forwarded message ---------\n"
    return own + "".join(f"{mark}{line}\n" for line in text.split("\n")) + f"\nIn haste ({OTHER})\n"


def _many(*parts: bytes, kind: str = "mixed") -> bytes:
    body = b"".join(b"--XYZ\n" + part + b"\n" for part in parts) + b"--XYZ--\n"
    return _mail(body, f'multipart/{kind}; boundary="XYZ"', sender="sam@example.com")


def _part(body: str, kind: str) -> bytes:
    return f"Content-Type: {kind}\n\n{body}".encode()


def _folded(text: str) -> str:
    lines = (textwrap.wrap(line, 34, subsequent_indent="  ") or [""] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


WRAPPINGS = [
    Wrapping("plain", str.encode),
    Wrapping("carriage returns", lambda text: text.replace("\n", "\r\n").encode()),
    Wrapping("UTF-16", lambda text: text.encode("utf-16")),
    Wrapping("byte order mark", lambda text: text.encode("utf-8-sig")),
    Wrapping("non-breaking blanks", lambda text: text.replace("  ", "\xa0 ").encode("cp1252")),
    Wrapping(
        "bold labels",
        lambda text: text.replace("FORM TYPE:", "*FORM TYPE:*").replace("ERR:", "*ERR:*").encode(),
    ),
    Wrapping("folded", lambda text: _folded(text).encode()),
    Wrapping(
        "one blank", lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")).encode()
    ),
    Wrapping("mail", lambda text: _mail(text.encode())),
    Wrapping("mailbox", lambda text: b"From sec Fri Nov 20 16:05:00 2026\n" + _mail(text.encode())),
    Wrapping(
        "quoted-printable",
        lambda text: _mail(quopri.encodestring(text.encode()), encoding="quoted-printable"),
    ),
    Wrapping("base64", lambda text: _mail(base64.encodebytes(text.encode()), encoding="base64")),
    Wrapping("unknown charset", lambda text: _mail(text.encode(), "text/plain; charset=klingon")),
    Wrapping(
        "breaks",
        lambda text: _mail(f"<html><body><p>{_broken_lines(text)}</p></body></html>".encode(), "text/html"),
    ),
    Wrapping("cells", lambda text: _mail(_cells(text).encode(), "text/html")),
    Wrapping("pre", lambda text: _mail(f"<div><pre>{html.escape(text)}</pre></div>".encode(), "text/html")),
    Wrapping("HTML alone", lambda text: f"<html><body>{_broken_lines(text)}</body></html>".encode()),
    Wrapping("quoted", lambda text: _mail(_quoted(text).encode(), sender="sam@example.com")),
    Wrapping("quoted twice", lambda text: _mail(_quoted(text, ">> ").encode(), sender="sam@example.com")),
    Wrapping(
        "quoted and folded", lambda text: _mail(_quoted(_folded(text)).encode(), sender="sam@example.com")
    ),
    Wrapping(
        "alternatives",
        lambda text: _many(
            _part(text, "text/plain"), _part(f"<p>{_broken_lines(text)}</p>", "text/html"), kind="alternative"
        ),
    ),
    Wrapping(
        "attached",
        lambda text: _many(
            _part(f"See below. Not {OTHER}.", "text/plain"),
            b"Content-Type: message/rfc822\n\n"
            + _mail(quopri.encodestring(text.encode()), encoding="quoted-printable"),
        ),
    ),
    Wrapping(
        "attached as a file",
        lambda text: _many(
            _part("See the file.", "text/plain"),
            b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(_mail(text.encode())),
        ),
    ),
]


def each_wrapped(seeds: range) -> Iterator[tuple[str, Receipt, bytes]]:
    """Yield each of many messages in each wrapping: a name for both, what it says, its bytes."""
    for seed in seeds:
        said = facts(seed)
        for each in WRAPPINGS:
            yield f"{each.name} {seed}", said, each.wrap(notice(said))
