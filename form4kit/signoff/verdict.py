"""What comes of verifying something, told in one line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of verifying a filing or a packet: sound where there is no fault."""

    name: str
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults
