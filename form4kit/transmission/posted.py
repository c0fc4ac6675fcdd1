"""What became of a submission by what the API said to it: taken, refused, or not known."""

from dataclasses import dataclass
from typing import Final, Literal

from form4kit.transmission.api import ApiReply
from form4kit.transmission.api_answer import messages_of, read_answer
from form4kit.words import counted

PostedState = Literal["taken", "refused", "unknown"]
_REFUSALS: Final = frozenset([301, 302, 307, 308, 400, 401, 403, 404, 405, 406, 407, 411, 413, 414, 415, 417])
_MEANS: Final = {
    400: "EDGAR does not understand what was sent",
    401: "EDGAR does not take a token: it is over, revoked, or of another host",
    403: "EDGAR does not let this account file for the login CIK: look at delegations on Filer Management",
    404: "there is no such thing at this address",
    407: "the proxy asks for a password",
    413: "EDGAR finds the submission too large",
    415: "EDGAR does not take this kind of content",
    429: "EDGAR is asked too often",
    500: "EDGAR failed",
    503: "EDGAR takes nothing now: it does on business days, 6:00 a.m. to 10:00 p.m. New York time",
}
"""What an HTTP status means here, for the person."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a submission; `accession` where it was taken, `again` where it may be sent anew soon.

    `words` are what EDGAR said or what its status means, and may repeat a secret.
    """

    state: PostedState
    accession: str = ""
    words: tuple[str, ...] = ()
    again: bool = False


def posted(reply: ApiReply) -> Posted:
    """Judge an answer to a submission.

    Refused is only what cannot have been taken; whatever else names no accession number leaves it open.
    """
    numbers = dict.fromkeys(each.accession for each in read_answer(reply.value) if each.accession)
    words = tuple(told(reply))
    if numbers:
        if len(numbers) == 1 and 200 <= reply.status < 300:
            return Posted("taken", next(iter(numbers)), words)
        return Posted("unknown", words=(f"{', '.join(numbers)} is named in the answer", *words))
    if reply.status == 429:
        return Posted("refused", words=words, again=True)
    if reply.status in _REFUSALS or (reply.status == 503 and isinstance(reply.value, dict)):
        return Posted("refused", words=words)
    return Posted("unknown", words=words)


def told(reply: ApiReply) -> list[str]:
    """Say what an answer says, and what its status means."""
    words = [each[:500] for each in messages_of(reply.value)[:12]]
    if reply.elsewhere or reply.status in (301, 302, 303, 307, 308):
        words.append(f"it leads to {reply.elsewhere or 'another address'}, which is not asked")
    if not reply.whole:
        words.append("the answer broke off, or is larger than an answer is")
    said = ", ".join(words) if words else ""
    means = _MEANS.get(reply.status, "" if reply.status < 300 else "no answer that is known")
    head = f"HTTP {reply.status}{f', {means}' if means else ''}"
    return [head, *([said] if said else []), *_for_the_help_desk(reply.value)]


def _for_the_help_desk(value: object) -> list[str]:
    found = value if isinstance(value, dict) else {}
    named = [f"{key} {found[key]}" for key in ("tracking", "locator") if isinstance(found.get(key), str)]
    return [f"for Filer Support: {', '.join(named)}"[:300]] if named else []


def waited(seconds: float) -> str:
    """Say how long is waited."""
    return counted(round(seconds), "second")
