"""How much a process holds on to after many proofs: `python -m benchmarks.memory [NUMBER]`."""

import resource
import sys

from benchmarks.filings import SIZES
from form4kit.draft.read import read_draft
from form4kit.proof.pdf import pdf
from form4kit.source.yaml_tree import compose

WARM, PROOFS = 200, 5_000
_TOLD = 500


def growth(warm: int, proofs: int) -> float:
    """Return the most memory held over `proofs` proofs, as a multiple of that over the first `warm`."""
    filings = []
    for text in SIZES.values():
        root, _ = compose(text)
        assert root is not None
        filings.append(read_draft(root)[0])
    held = 0
    for number in range(proofs):
        pdf(filings[number % len(filings)], draft=True, attachment=b"<ownershipDocument/>")
        if number + 1 == warm:
            held = _most()
        if held and (number + 1) % _TOLD == 0:
            print(f"  {number + 1:6}  {_most() / held:.3f}", file=sys.stderr, flush=True)
    return _most() / held


def _most() -> int:
    """Return the most memory that this process ever held, in the unit of its system."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Print how memory grew over as many proofs as named, or five thousand."""
    proofs = int(sys.argv[1]) if len(sys.argv) > 1 else PROOFS
    warm = min(WARM, max(1, proofs // 4))
    print(f"after {proofs} proofs {growth(warm, proofs):.3f} of the memory after {warm}")


if __name__ == "__main__":
    main()
