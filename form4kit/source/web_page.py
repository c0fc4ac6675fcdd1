"""Tell a web page from a filing: EDGAR shows each form as one too, and answers too many requests with one."""

import re

_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(<!DOCTYPE\s+html\b|<html\b|<head\b)",
    re.I | re.S,
)
_SAVED = (b"From: <Saved by ", b"MIME-Version: 1.0\r\nContent-Type: multipart/related")
_FORM = re.compile(
    rb"<title>\s*SEC FORM\s+[345]|xslF345|FORM\s+[345]\b.{0,4000}UNITED STATES SECURITIES", re.I | re.S
)
_INDEX = re.compile(rb"EDGAR Filing (?:Documents|Index)|Filing Detail|-index\.html?", re.I)
_BUSY = re.compile(rb"request rate|too many requests|automated tool|undeclared|access denied|429", re.I)
_HEAD = 65_536


def is_web_page(data: bytes) -> bool:
    """Tell whether the bytes of a file are a web page, whatever the file is called."""
    return line_of(data) > 0


def line_of(data: bytes) -> int:
    """Return the line in which a web page begins; 0 where the file is none."""
    head = data[:4096]
    found = _PAGE.match(head)
    if found:
        return 1 + head.count(b"\n", 0, found.start(1))
    return int(head.lstrip().startswith(_SAVED))


def explained(data: bytes) -> tuple[str, str]:
    """Say which web page stands in place of a filing, and what to save instead: a message and a hint."""
    head = data[:_HEAD]
    if _FORM.search(head):
        hint = "Save the link without its xslF345 folder, or the full submission (.txt)."
        return "this is EDGAR's web page of a form, not the filing", hint
    if _INDEX.search(head):
        hint = "Save the .xml that it lists, not the one under xslF345, or the full submission (.txt)."
        return "this is EDGAR's web page that lists a filing, not the filing", hint
    if _BUSY.search(head):
        hint = "EDGAR refused the download: wait some minutes, then download it again."
        return "this is a web page, not a filing", hint
    return "this is a web page, not a filing", "Give the .xml of the form, or the full submission (.txt)."
