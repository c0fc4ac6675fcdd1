"""Which field of a form is a number, a date or a flag is told once, and agrees with the model's types."""

import datetime as dt
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from form4kit.convert import CONVERTERS, converter, to_bool, to_date, to_decimal, to_text
from form4kit.model import PRINTED, Address, Field, Filing, Issuer, Owner, Published, Row, Signature

BY_TYPE = {Decimal: to_decimal, dt.date: to_date, bool: to_bool, str: to_text}


def typed(kind: type) -> dict[str, Any]:
    """Return the fields of a class of the model, each with the type of its value."""
    hints = get_type_hints(kind)
    return {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is Field}


def fields() -> list[Any]:
    kinds = (Filing, Issuer, Owner, Address, Row, Signature, Published)
    return [
        pytest.param(name, value, id=f"{kind.__name__}.{name}")
        for kind in kinds
        for name, value in typed(kind).items()
        if name != "ccc"
    ]


@pytest.mark.parametrize(("name", "value"), fields())
def test_a_field_converts_to_the_type_that_the_model_gives_it(name: str, value: type) -> None:
    assert converter(name) is BY_TYPE[value]


def test_the_table_names_no_field_that_the_model_lacks() -> None:
    assert set(CONVERTERS) <= {case.values[0] for case in fields()}


def test_every_field_of_a_row_is_printed_and_so_read() -> None:
    assert set(typed(Row)) == {name for names in PRINTED.values() for name in names}
    assert len(typed(Row)) > 20
