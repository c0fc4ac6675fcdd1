"""The texts of a mail: its body, what it forwards, and the messages that are attached to it."""

import codecs
import email
import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.transmission.html_text import text_of

MOST_PARTS: Final = 200
"""The parts that a mail may have; one with more is read as plain text."""

_HEAD = re.compile(
    rb"\s{0,9}(?:From |(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID"
    rb"|Content-[A-Za-z-]{1,40}|X-[A-Za-z0-9-]{1,40}|Sender|Reply-To|Cc|DKIM-Signature|ARC-[A-Za-z-]{1,40}):)",
    re.IGNORECASE,
)
_LONG_FIELD = re.compile(rb"^Content-[A-Za-z-]{1,40}:(?:[^\n]|\n[ \t]){8192}", re.IGNORECASE | re.MULTILINE)
"""A field that no mail has, and whose parameters would take time that grows with the square of its length."""
_POSTMARK = re.compile(rb"^From \S{1,200} [^\n]{0,80}\d\d:\d\d[^\n]{0,40}\n", re.MULTILINE)
_NO_TEXT: Final = frozenset(
    ["idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs", "oem"]
)
"""What Python calls encodings and no mail is written in; some take time that grows with the square."""
_HTML = pattern(r"\s*(?:<!doctype|<html|<body|<head|<table|<div|<p\b|<pre|<br)", re.IGNORECASE)


def texts_of(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield the texts in a file: of a mail those of its parts, of a mailbox those of its mails, else the one.

    HTML is given as its text.
    """
    parts = data.count(b"boundary=") + data.count(b"message/rfc822") + data.count(b"\n--") // 10
    if not _HEAD.match(data) or depth > 4 or parts > MOST_PARTS or _LONG_FIELD.search(data):
        yield plain(decoded(data))
        return
    mails = [each for each in _POSTMARK.split(data) if each.strip()]
    for each in mails[:MOST_PARTS]:
        yield from _of_mail(email.message_from_bytes(each.lstrip()), depth)


def _of_mail(mail: Message, depth: int) -> Iterator[str]:
    subject = " ".join(str(mail.get("Subject", "")).split())
    for _, part in zip(range(MOST_PARTS), mail.walk(), strict=False):
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        kind = part.get_content_maintype()
        if kind == "text":
            text = decoded(data, part.get_content_charset())
            text = text_of(text) if part.get_content_subtype() == "html" else plain(text)
            yield f"Subject: {subject}\n\n{text}"
        elif kind in ("application", "message") and data:
            yield from texts_of(data, depth + 1)


def plain(text: str) -> str:
    """Return a text as it stands, HTML as its text."""
    return text_of(text) if _HTML.match(text[:200]) else text


def decoded(data: bytes, charset: str | None = None) -> str:
    """Return bytes as text, in the encoding that is named, else the one they seem to have; never refuses."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for name in (charset, "utf-8"):
        try:
            if name and codecs.lookup(name).name not in _NO_TEXT:
                return data.decode(name).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def message_in(data: bytes) -> Message | None:
    """Return the mail that some bytes are; None where they are none, or one that is made to hurt."""
    parts = data.count(b"boundary=") + data.count(b"message/rfc822") + data.count(b"\n--") // 10
    if not _HEAD.match(data) or parts > MOST_PARTS or _LONG_FIELD.search(data):
        return None
    try:
        return email.message_from_bytes(data.lstrip())
    except RecursionError:  # parts within parts
        return None
