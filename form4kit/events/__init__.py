"""What is held and what happened, to rows of the form."""

from form4kit.events.expand import Expansion, expand
from form4kit.events.faults import FAULTS, REFUSALS
from form4kit.events.reader import NoFiles, Reader
from form4kit.events.working import Working

__all__ = ["FAULTS", "REFUSALS", "Expansion", "NoFiles", "Reader", "Working", "expand"]
