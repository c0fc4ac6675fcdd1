"""The draft's tree against its JSON Schema: keys, kinds and words, before anything is read into them."""

from form4kit.shape.check import check_shape
from form4kit.shape.faults import FAULTS
from form4kit.shape.schema import plain_schema_text

__all__ = ["FAULTS", "check_shape", "plain_schema_text"]
