"""Whether a key is the signer's of a packet: by the certificates that the registry pins, or else by name."""

import datetime as dt

from form4kit.registry.entries import Registry
from form4kit.signoff.certificates import signs_documents
from form4kit.signoff.identity import out_of_time, pin_for, pins_of, same_person
from form4kit.signoff.keys import CannotSign, Key


def check_key(key: Key, signer: str, registry: Registry, now: dt.datetime) -> str:
    """Return the file of the registry that pins a key to a packet's signer; empty where its name alone fits.

    Raises CannotSign where neither does, where another key is pinned to the signer, or the pin does not
    hold now.
    """
    pins = pins_of(registry, signer)
    if pins:
        found = pin_for(pins, key.fingerprint)
        origins = " and ".join(dict.fromkeys(each.origin for each in pins))
        if found is None:
            clause = f"its certificate is none of those pinned to {signer} in {origins}"
            raise CannotSign(clause, judged=True)
        if late := out_of_time(found.pin, now):
            raise CannotSign(late, judged=True)
        return found.origin
    if not signs_documents(key.certificate):
        raise CannotSign(f"the certificate of {key.name} is not for signing documents", judged=True)
    if same_person(key.name, signer):
        return ""
    clause = f"the packet is for {signer}, and the certificate is of {key.name}"
    hint = f"if it is theirs, pin it in the registry: certificate_sha256: {key.fingerprint}"
    raise CannotSign(f"{clause}; {hint}", judged=True)
