"""Ask the system's keyring for a CCC: the Keychain of macOS, Windows' Credential Locker, the Secret Service.

The library `keyring` reaches it (extra `form4kit[keyring]`), and its own command stores one there:
`keyring set form4kit 1903446` asks for the CCC of that CIK without showing it. The tokens of EDGAR's API lie
there too, under names of their own.
"""

import errno
from functools import cache, lru_cache
from importlib.util import find_spec

SERVICE = "form4kit"


@cache
def installed() -> bool:
    """Tell whether the library is there that reaches the keyring."""
    return find_spec("keyring") is not None


@lru_cache(maxsize=1024)
def ccc_of(cik: str) -> str | None:
    """Return the CCC kept for a CIK without leading zeros; None without library, keyring or entry."""
    return secret_of(cik)


def secret_of(name: str) -> str | None:
    """Return what the keyring keeps under a name; None without library, keyring or entry."""
    if not installed():
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name) or None
    except (KeyringError, OSError):  # locked, refused, or none here: the build tells what is missing
        return None


def keep(name: str, secret: str) -> None:
    """Put a secret into the keyring under a name. Raises OSError where it does not take it."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, name, secret)
    except KeyringError as error:
        raise OSError(errno.EIO, f"the keyring does not take it ({type(error).__name__})") from None
    ccc_of.cache_clear()
