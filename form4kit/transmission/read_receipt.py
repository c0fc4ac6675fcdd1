"""A file with what EDGAR answered, read into receipts: a mail, a text or an answer of the API."""

from dataclasses import dataclass
from typing import Final

from form4kit.transmission.api_answer import json_in, messages_of, read_answer
from form4kit.transmission.mail import decoded, texts_of
from form4kit.transmission.notice import read_notices
from form4kit.transmission.receipt import Receipt, one_each

LARGEST: Final = 8 * 1024 * 1024
"""The bytes that a file may have; a notice has some two thousand."""


@dataclass(frozen=True, slots=True)
class EdgarAnswer:
    """What a file holds: a receipt for each submission, and what EDGAR says that is about none."""

    receipts: tuple[Receipt, ...]
    messages: tuple[str, ...] = ()


def read_receipts(data: bytes) -> EdgarAnswer:
    """Read what EDGAR answered; what is no answer of EDGAR's has no receipt, and raises nothing."""
    value = json_in(decoded(data))
    if value is not None:
        receipts = one_each(read_answer(value))
        return EdgarAnswer(tuple(receipts), () if receipts else tuple(messages_of(value)))
    try:
        texts = [*texts_of(data)]
    except RecursionError:  # parts within parts
        texts = [decoded(data)]
    found: list[Receipt] = []
    for text in texts:
        answer = json_in(text.partition("\n\n")[2] if text.startswith("Subject: ") else text)
        found += read_notices(text) if answer is None else read_answer(answer)
    return EdgarAnswer(tuple(one_each(found)))
