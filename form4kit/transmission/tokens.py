"""The two tokens of EDGAR's API: whose they are and until when, read offline from their own headers.

A token is a JWE in compact form, five parts with periods between. Its payload is sealed; its first part is
base64url of a JSON header with `expiresAt` in UTC, and `cik` in a filer token or `userId` in a user token. A
revoked token looks the same as a good one. Tokens are secrets: no message here repeats any part of one but
the CIK, and none can be printed by accident.
"""

import base64
import binascii
import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from form4kit.edgar import ccc_keyring
from form4kit.law.clock import NEW_YORK
from form4kit.lazy_re import pattern
from form4kit.transmission.instants import iso_instant

TokenKind = Literal["filer", "user"]
FILER_VARIABLE: Final = "FORM4KIT_FILER_TOKEN"
USER_VARIABLE: Final = "FORM4KIT_USER_TOKEN"
VARIABLES: Final[Mapping[TokenKind, str]] = {"filer": FILER_VARIABLE, "user": USER_VARIABLE}
"""The environment variable that holds each token."""
KEYRING_NAMES: Final[Mapping[TokenKind, str]] = {"filer": "edgar-filer-token", "user": "edgar-user-token"}
"""The name under which the keyring keeps each: `keyring set form4kit edgar-filer-token`."""
_LONGEST: Final = 16_384
_COMPACT = pattern(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){4}\Z")
_CIK = pattern(r"[0-9]{1,10}\Z")


class BadToken(ValueError):
    """Say why a text is no token, or not the one that is needed; never repeats any of it."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token with what its header says; `secret` is the token itself, and is in no representation of it.

    `cik` has ten digits and is a filer token's, `user` is the user's id; `expires` is aware, in UTC.
    """

    kind: TokenKind
    expires: dt.datetime
    cik: str = ""
    user: str = ""
    secret: str = field(default="", repr=False, compare=False)

    def has_expired(self, now: dt.datetime) -> bool:
        """Tell whether it is over at an instant, aware."""
        return now >= self.expires

    def told(self, now: dt.datetime) -> str:
        """Say whose it is and until when, in New York time, and how many days are left."""
        whose = f"filer token of CIK {self.cik}" if self.kind == "filer" else "user token"
        until = f"{self.expires.astimezone(NEW_YORK):%Y-%m-%d %H:%M} New York time"
        if self.has_expired(now):
            return f"{whose}, expired {until}"
        days = (self.expires - now).days
        return f"{whose}, good until {until}, {days} {'day' if days == 1 else 'days'} left"


@dataclass(frozen=True, slots=True)
class TokenPair:
    """The filer token and the user token that a submission needs."""

    filer: ApiToken
    user: ApiToken

    @property
    def secrets(self) -> tuple[str, str]:
        """Both tokens as they are, to be kept out of everything."""
        return self.filer.secret, self.user.secret


def read_token(text: str) -> ApiToken:
    """Read a token's header. Raises BadToken, which repeats nothing of it."""
    text = text.strip()
    if len(text) > _LONGEST or not _COMPACT.match(text):
        raise BadToken("is not in the form of a token: five parts with a period between each")
    header = _header(text.partition(".")[0])
    expires = iso_instant(header.get("expiresAt"))
    if expires is None:
        raise BadToken("does not say in its header when it expires")
    cik, user = header.get("cik"), header.get("userId")
    if (cik is None) == (user is None):
        raise BadToken("does not say in its header whether it is a filer's or a user's")
    if user is not None:
        return ApiToken("user", expires.astimezone(dt.UTC), user=str(user)[:100], secret=text)
    if not _CIK.match(str(cik)):
        raise BadToken("has a CIK in its header that is none")
    return ApiToken("filer", expires.astimezone(dt.UTC), cik=str(cik).zfill(10), secret=text)


def _header(part: str) -> dict[str, Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadToken("has no header that can be read")
    return found


def kept_token(kind: TokenKind, environment: Mapping[str, str] | None = None) -> str | None:
    """Return a token from the environment, else from the keyring; None where neither has it."""
    environment = os.environ if environment is None else environment
    return environment.get(VARIABLES[kind], "").strip() or ccc_keyring.secret_of(KEYRING_NAMES[kind])


def token_at_hand(kind: TokenKind, environment: Mapping[str, str] | None = None) -> ApiToken | None:
    """Return a token that this machine has, read; None where there is none. Raises BadToken."""
    text = kept_token(kind, environment)
    if text is None:
        return None
    try:
        token = read_token(text)
    except BadToken as error:
        raise BadToken(f"{VARIABLES[kind]} {error}; copy it again from Manage API Tokens") from None
    if token.kind != kind:
        raise BadToken(f"{VARIABLES[kind]} holds a {token.kind} token, and a {kind} token belongs there")
    return token


def tokens_at_hand(now: dt.datetime, environment: Mapping[str, str] | None = None) -> TokenPair:
    """Return both tokens. Raises BadToken where one is missing, is none, or has expired at `now`."""
    filer, user = _needed("filer", now, environment), _needed("user", now, environment)
    return TokenPair(filer, user)


def _needed(kind: TokenKind, now: dt.datetime, environment: Mapping[str, str] | None) -> ApiToken:
    token = token_at_hand(kind, environment)
    if token is None:
        kept = f"`keyring set {ccc_keyring.SERVICE} {KEYRING_NAMES[kind]}`"
        raise BadToken(
            f"there is no {kind} token: set {VARIABLES[kind]}, or keep it with {kept};"
            " it is made under Manage API Tokens on the Filer Management site"
        )
    if token.has_expired(now):
        raise BadToken(f"{VARIABLES[kind]} is a {token.told(now)}: make a new one under Manage API Tokens")
    return token
