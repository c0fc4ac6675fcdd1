"""What whoever verifies asks for: whom they expect, what they trust, and at what instant they ask."""

import datetime as dt
from dataclasses import dataclass

from form4kit.registry.entries import EMPTY, Registry
from form4kit.signoff.certificates import Trusted


@dataclass(frozen=True, slots=True)
class Asked:
    """What a packet is held against.

    `now` is the present instant in UTC, at which everything is judged that no trusted time is known for.
    `trusted` (`--trust`) and `stampers` (`--trust-tsa`) are None where they were not given; `names`
    (`--signer`) are those who are expected. `registry` is the one at hand, for the certificates it pins.
    """

    now: dt.datetime
    trusted: Trusted | None = None
    stampers: Trusted | None = None
    names: tuple[str, ...] = ()
    registry: Registry = EMPTY
