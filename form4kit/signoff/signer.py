"""Whether a signature is by the hand that a packet names: by the certificates pinned to them, or by name."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from form4kit.signoff.asked import Asked
from form4kit.signoff.identity import Pinned, out_of_time, pin_for, pins_of, same_person
from form4kit.signoff.pades import Signed
from form4kit.signoff.revocation import Judgement


def judge_signer(signed: Signed, signer: str, asked: Asked) -> Judgement:
    """Judge who signed a packet that names `signer`.

    Where certificates are pinned to them, it must be one of those; else the name in it must be theirs.
    """
    faults: list[str] = []
    remarks: list[str] = []
    pins = pins_of(asked.registry, signer)
    if pins:
        _by_pin(signed, signer, pins, asked.now, faults, remarks)
    elif not same_person(signer, signed.name):
        faults.append(f"the packet is for {signer}, and the certificate is of {signed.name}")
    elif others := pins_of(asked.registry, signed.name):
        _by_pin(signed, signed.name, others, asked.now, faults, remarks)
    names = {"the packet's signer": signer, "the certificate": signed.name}
    other = [*unexpected(names, asked.names)]
    if asked.names and not other and not _of_one(names.values(), asked.names):
        other = [f"the packet is for {signer}, and {signed.name} signed it: expected one and the same"]
    faults += other
    if not asked.names:
        remarks.append("signer as the packet says")
    return Judgement(tuple(faults), tuple(remarks))


def _of_one(names: Iterable[str], wanted: Sequence[str]) -> bool:
    """Tell whether all names are those of one and the same person among those expected."""
    found = [*names]
    return any(all(same_person(name, each) for name in found) for each in wanted)


def unexpected(names: dict[str, str], wanted: Sequence[str]) -> Iterator[str]:
    """Yield what names another than any of those expected; nothing where nobody is."""
    for what, name in names.items():
        if wanted and not any(same_person(name, each) for each in wanted):
            yield f"expected {' or '.join(wanted)}: {what} is {name or 'not named'}"


def _by_pin(
    signed: Signed,
    name: str,
    pins: Sequence[Pinned],
    now: dt.datetime,
    faults: list[str],
    remarks: list[str],
) -> None:
    found = pin_for(pins, signed.fingerprint)
    origins = " and ".join(dict.fromkeys(each.origin for each in pins))
    if found is None:
        faults.append(f"its certificate is none of those pinned to {name} in {origins}")
        return
    moments = [signed.when] if signed.proven else [now, signed.when]
    faults += dict.fromkeys(why for each in moments if each and (why := out_of_time(found.pin, each)))
    remarks.append(f"pinned in {found.origin}, which came with the folder")
