"""What a reviewer says in an e-mail: the verdict in the first line of their own words, with the whole code.

What the mail quotes, forwards or carries along is no word of theirs. Who sent it is as the mail says.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.signoff.review_answer import APPROVE, REJECT, REMARK
from form4kit.signoff.review_code import is_whole, read_code
from form4kit.transmission.html_text import text_of
from form4kit.transmission.mail import MOST_PARTS, decoded, message_in

LARGEST_MAIL: Final = 32 * 1024 * 1024
"""The bytes of a mail; it may carry the review PDF along."""
_TAKEN: Final = (".answer.json", ".pdf")
_LONGEST_BODY: Final = 200_000
_LONGEST_REASON: Final = 5_000
_LONGEST_CODE: Final = 80
_LONGEST_SENDER: Final = 400
_TAG = re.compile(r"<([a-z]{1,20})\b([^<>]{0,600})", re.IGNORECASE)
_QUOTING_TAGS: Final = frozenset(["blockquote", "hr"])
_QUOTING: Final = (
    *("divrplyfwdmsg", "appendonsend", "quote", "cite", "outlookmessageheader", "mail-editor-reference"),
    *("replyheader", "reply-header", "border-top:solid", "border-top: solid", "border:none;border-top"),
)
"""What in a tag says that a quote begins, in the HTML of common mail programs."""
_QUOTED = pattern(
    r"\s*(?:[>|]|-{2,}.*(?:original|forwarded|message|nachricht|origine|mensaje).*|_{5,}\s*$|-{5,}\s*$"
    r"|on\b.{0,300}\bwrote\s*:|am\b.{0,300}\bschrieb\b|le\b.{0,300}\ba écrit\b|el\b.{0,300}\bescribió\b"
    r"|begin forwarded message|(?:from|von|de|sent|date|to|subject|betreff)\s*:\s)",
    re.IGNORECASE,
)
"""A line that begins what is quoted, in a mail of plain text."""
_WROTE = pattern(r"\s*on\b.{0,200}\Z", re.IGNORECASE)
_GREETING = pattern(
    r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day))"
    r"(?:(?:\s+[\w.'’-]+){1,3}\s*[,!]|[,!]?)\s*\Z",
    re.IGNORECASE,
)
_VERDICT = pattern(r"(approved?|reject(?:ed)?)\b[\s:]*(.*)\Z", re.IGNORECASE | re.DOTALL)
_BECAUSE = pattern(r"\s*(?:because\b|[:,;.])\s*|\s+-\s+", re.IGNORECASE)
_CLOSING = pattern(
    r"\s*(?:--\s?\Z|(?:many |with |kind |best |warm )*"
    r"(?:thanks|thank you|regards|wishes|best|sincerely|cheers|yours)"
    r"(?: (?:again|so much|very much|a lot|and)\b)?"
    r"(?: (?:regards|wishes|thanks|sincerely|truly))?[,.!]?\s*\Z|sent from my\b)",
    re.IGNORECASE,
)
_POSTSCRIPT = pattern(r"\s*p\.?\s?s\b", re.IGNORECASE)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class MailSaid:
    """What a mail says: a verdict, the code that it quotes, the reason, and what else stands in it.

    `name` and `address` are of the sender as the mail says, empty where it says none or several; `sent` is
    when, None where it does not say. `carried` are the reply files and PDFs that are attached. `verdict` is
    `comment` where the first line is no verdict, or quotes no whole code; `short` tells that it quotes a
    part of one.
    """

    verdict: str
    code: str = ""
    reason: str = ""
    rest: str = ""
    name: str = ""
    address: str = ""
    sent: dt.datetime | None = None
    is_mail: bool = False
    short: bool = False
    carried: tuple[tuple[str, bytes], ...] = ()


def read_mail(data: bytes) -> MailSaid:
    """Read a mail, or the text of one. Whatever it is, it is read; what says nothing is an empty comment."""
    message = message_in(data)
    if message is None:
        return _said(_own_lines(decoded(data[:_LONGEST_BODY])), MailSaid(REMARK))
    name, address = _sender(message)
    head = MailSaid(
        REMARK, name=name, address=address, sent=_sent(message), is_mail=True, carried=_carried(message)
    )
    return _said(_own_lines(_body(message)), head)


def _said(lines: list[str], head: MailSaid) -> MailSaid:
    whole = "\n".join(lines).strip()
    at = next((n for n, line in enumerate(lines) if line.strip() and not _GREETING.match(line)), len(lines))
    first = lines[at].translate(_DASHES).strip().strip("*_ ") if at < len(lines) else ""
    found = _VERDICT.match(first)
    if found is None:
        return replace(head, rest=whole)
    if found[1].casefold().startswith("approve"):
        code, reason, after = read_code(found[2].strip(" .!")), "", lines[at + 1 :]
        verdict = APPROVE
    else:
        paragraph = [first, *_paragraph(lines[at + 1 :])]
        code, reason = _rejection(_VERDICT.match("\n".join(paragraph).translate(_DASHES)))
        after, verdict = lines[at + len(paragraph) :], REJECT
    if not is_whole(code) or (verdict == REJECT and not reason):
        return replace(head, rest=whole, code=code, short=bool(code) and not is_whole(code))
    return replace(head, verdict=verdict, code=code, reason=reason, rest=_beyond_closing(after, head.name))


def _rejection(found: re.Match[str] | None) -> tuple[str, str]:
    """Part what is said after `Reject` into the code and the reason."""
    if found is None:
        return "", ""
    text = found[2].strip()[:_LONGEST_REASON]
    for parted in _BECAUSE.finditer(text, 0, _LONGEST_CODE):
        code = read_code(text[: parted.start()])
        if is_whole(code):
            return code, " ".join(text[parted.end() :].split())
    first, _, rest = text.partition("\n")
    return read_code(first), " ".join(rest.split())


def _paragraph(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.strip() or _CLOSING.match(line):
            return
        yield line


def _beyond_closing(lines: list[str], name: str) -> str:
    """Return what is said beyond the verdict, up to the thanks and the name at the end."""
    kept: list[str] = []
    closed = False
    for line in lines:
        at_end = _CLOSING.match(line) or (name and line.strip().casefold() == name.casefold())
        closed = (closed or bool(at_end)) and not _POSTSCRIPT.match(line)
        kept += [] if closed else [line]
    return "\n".join(kept).strip()


def _own_lines(text: str) -> list[str]:
    """Return the lines of a text up to where it quotes another."""
    own: list[str] = []
    lines = text[:_LONGEST_BODY].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        wrapped = _WROTE.match(line) is not None and following.rstrip().casefold().endswith("wrote:")
        if _QUOTED.match(line) or wrapped:
            break
        own.append(line)
    return own


def _body(message: Message) -> str:
    """Return what the sender wrote: the plain text of the mail itself, else its HTML up to what it quotes."""
    plain: list[str] = []
    html: list[str] = []
    for kind, text in _texts(message, 0):
        (html if kind == "html" else plain).append(text)
    if any(each.strip() for each in plain):
        return "\n".join(plain)
    return "\n".join(text_of(_before_quotes(each)) for each in html)


def _carried(message: Message) -> tuple[tuple[str, bytes], ...]:
    """Return the reply files and PDFs that are attached to a mail itself, by name."""
    inside = message.get_payload()
    found = []
    for part in inside[:MOST_PARTS] if isinstance(inside, list) else []:
        name = part.get_filename() if isinstance(part, Message) else None
        if isinstance(part, Message) and isinstance(name, str) and name.lower().endswith(_TAKEN):
            data = part.get_payload(decode=True)
            last = name.replace("\\", "/").rpartition("/")[2][:200]
            found.append((last, data if isinstance(data, bytes) else b""))
    return tuple(found)


def _before_quotes(html: str) -> str:
    """Return what of some HTML stands before it quotes; what follows is left out, whatever it is."""
    for tag in _TAG.finditer(html):
        if tag[1].lower() in _QUOTING_TAGS or any(each in tag[2].lower() for each in _QUOTING):
            return html[: tag.start()]
    return html


def _texts(part: Message, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the texts of a mail itself: no attachment, and nothing of a mail that is attached to it."""
    if depth > 10 or (part.get_content_disposition() or "inline") != "inline" or part.get_filename():
        return
    inside = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(inside, list):
        for inner in inside[:MOST_PARTS]:
            if isinstance(inner, Message):
                yield from _texts(inner, depth + 1)
    elif part.get_content_maintype() == "text":
        payload = part.get_payload(decode=True)
        data = payload[:_LONGEST_BODY] if isinstance(payload, bytes) else b""
        yield part.get_content_subtype(), decoded(data, part.get_content_charset())


def _sender(message: Message) -> tuple[str, str]:
    """Return the name and the address that a mail gives as its one sender; empty where it gives not one."""
    told = [str(each) for each in message.get_all("From", [])]
    if len(told) != 1 or len(told[0]) > _LONGEST_SENDER or told[0].count("(") > 1:
        return "", ""
    found = getaddresses(told)
    if len(found) != 1:
        return "", ""
    name, address = found[0]
    try:
        name = str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, ValueError, UnicodeError):
        name = ""
    return " ".join(name.split()), address if "@" in address else ""


def _sent(message: Message) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(str(message.get("Date", ""))[:200])
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
