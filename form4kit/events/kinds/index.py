"""Every kind of event, by its name in a draft."""

from collections.abc import Mapping
from typing import Final

from form4kit.events.kinds import awards, exercises, expiry, market, transfers
from form4kit.events.kinds.kind import EventKind

KINDS: Final[Mapping[str, EventKind]] = {
    kind.name: kind for module in (awards, market, exercises, transfers, expiry) for kind in module.KINDS
}
