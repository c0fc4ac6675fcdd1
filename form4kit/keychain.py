"""Ask the system's keyring for a CCC: the Keychain of macOS, Windows' Credential Locker, the Secret Service.

The library `keyring` reaches it (extra `form4kit[keyring]`), and its own command stores one there:
`keyring set form4kit 1903446` asks for the CCC of that CIK without showing it.
"""

from functools import lru_cache

SERVICE = "form4kit"


@lru_cache(maxsize=1024)
def ccc_of(cik: str) -> str | None:
    """Return the CCC kept for a CIK without leading zeros; None without library, keyring or entry."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, cik) or None
    except (KeyringError, OSError):  # locked, refused, or none here: the build tells what is missing
        return None
