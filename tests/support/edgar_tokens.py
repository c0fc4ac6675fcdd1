"""Tokens in the form of EDGAR's, made for the tests: no such token was ever given out."""

import base64
import json
import random

FILER_CIK = "0001903415"


def token(header: object, seed: int = 0) -> str:
    """Return a token with a header: four more parts that are noise."""
    chance = random.Random(f"{seed} {header}")
    first = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    rest = (base64.urlsafe_b64encode(chance.randbytes(size)).decode().rstrip("=") for size in (0, 12, 96, 16))
    return ".".join([first, *rest])


def filer_token(cik: str = FILER_CIK, expires: str = "2099-03-01T03:00:00Z", seed: int = 0) -> str:
    return token({"cik": cik, "kid": "f-1", "alg": "ECDH-ES", "expiresAt": expires}, seed)


def user_token(expires: str = "2099-03-01T03:00:00Z", seed: int = 0) -> str:
    return token({"kid": "u-1", "alg": "ECDH-ES", "userId": "0ebc7681-11", "expiresAt": expires}, seed)
