"""The standard footnotes: templates with checked parameters, filled in where a draft names them."""

from form4kit.library.calls import Call, parse_call
from form4kit.library.cut import rejoin
from form4kit.library.define import define
from form4kit.library.faults import FAULTS
from form4kit.library.filling import Filled, fill
from form4kit.library.standard import standard
from form4kit.library.template import Parameter, Template, read_template

__all__ = [
    "FAULTS",
    "Call",
    "Filled",
    "Parameter",
    "Template",
    "define",
    "fill",
    "parse_call",
    "read_template",
    "rejoin",
    "standard",
]
