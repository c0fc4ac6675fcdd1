"""The transaction codes: their letters, their groups, and what may wait for Form 5."""

from form4kit.law.codes import CODES, TransactionCode

# The codes.


def test_a_code_without_a_letter_stands_in_no_table() -> None:
    assert not CODES["H"].stands_in(1)
    assert CODES["H"].expected(1) is None
    assert CODES["G"].stands_in(1)
    assert CODES["G"].table_1 == "AD"
    assert {letters for code in CODES.values() for letters in (code.table_1, code.table_2)} == {
        "",
        "A",
        "D",
        "AD",
    }


def test_by_definition_is_said_of_few_codes() -> None:
    def said(code: TransactionCode) -> bool:
        return code.by_definition

    assert "".join(sorted(code.code for code in CODES.values() if said(code))) == "ADFLPSU"
