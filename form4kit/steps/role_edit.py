"""End a role in a person's file, and keep what else the person still is."""

import datetime as dt
from typing import Any

from form4kit.convert import to_date
from form4kit.registry.entries import BOXES
from form4kit.registry.person_edit import UnfitPerson, plain_of, with_entry, with_member

_NO = ("", "0", "false")
_TEXTS = {"officer": "officer_title", "other": "other_text"}
_DAY = dt.timedelta(days=1)


def with_role_ended(text: str, box: str, until: dt.date, issuer: str | None) -> str:
    """Return a person's file in which they have been `box` to an issuer until a day, that day included.

    What else stood in the same role goes on from the day after. Raises UnfitPerson.
    """
    said: dict[str, Any] = plain_of(text)
    if said.get(box, "") not in _NO:
        raise UnfitPerson(f"{box} stands outside of `roles`, without days: change it by hand")
    roles: Any = said.get("roles")
    own = [
        n for n, role in enumerate(roles if isinstance(roles, list) else []) if _is_open(role, box, issuer)
    ]
    if not own:
        raise UnfitPerson(f"no role without an end says {box}")
    for n in own:
        role: dict[str, str] = roles[n]
        since = to_date(str(role.get("from", "")))
        if since and until < since:
            raise UnfitPerson(f"{box} would end on {until}, before it begins on {since}")
        text = with_entry(text, ["roles", n, "to"], f"{until}")
        ended = (box, _TEXTS.get(box, ""))
        left = {key: role[key] for key in BOXES if role.get(key, "") not in _NO and key not in ended}
        if left:
            at = {"issuer": role["issuer"]} if role.get("issuer") else {}
            text = with_member(text, "roles", {"from": f"{until + _DAY}", **at, **left})
    return text


def _is_open(role: Any, box: str, issuer: str | None) -> bool:
    if not isinstance(role, dict) or role.get(box, "") in _NO or role.get("to", "") != "":
        return False
    return role.get("issuer", "") in ("", issuer)
