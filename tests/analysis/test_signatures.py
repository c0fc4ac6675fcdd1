"""What a signature says, and whose it is."""

import pytest
from rule_cases import edited

from form4kit.analysis import signatures
from form4kit.analysis.signatures import (
    has_capacity,
    is_entity,
    is_given_for_another,
    is_marked,
    is_under_power,
    names,
    says_for_all,
)
from form4kit.model import Field, Owner


@pytest.mark.parametrize(
    ("name", "entity"),
    [("Smith L.P.", True), ("Acme Fund L.P.", True), ("A.G. Smith", False), ("Acme A.G.", True),
        ("Acme, Inc.", True),
     ("Trustee John", False), ("John Trust u/a", True), ("Acme Partners IV", True), ("Acme LLC DE", True),
     ("Acme L L C", True), ("Co Smith", False), ("Acme & Co", True), ("", False)],
)  # fmt: skip
def test_who_is_an_entity(name: str, entity: bool) -> None:
    assert signatures.is_entity(name) is entity


STOP = [
    *("jr", "sr", "ii", "iii", "iv", "dr", "mr", "mrs", "ms", "sir"),
    *("md", "phd", "esq", "the", "of", "and", "for", "trust", "llc", "lp"),
    *("inc", "ltd", "limited", "corp", "corporation", "company", "co", "plc", "fund", "holdings"),
    *("holding", "partners", "partnership", "group", "capital", "management"),
]


@pytest.mark.parametrize("word", STOP)
def test_what_names_nobody_is_no_word_of_a_name(word: str) -> None:
    assert signatures.words_of(f"Jane Doe {word.title()}") == {"jane", "doe"}
    assert signatures.words_of(word) == {word}


@pytest.mark.parametrize(
    ("signature", "name", "same"),
    [("/s/ Ann Lee", "Lee Ann", True), ("/s/ AnnLee", "Lee Ann", False), ("/s/ AnnDoan", "Doan Ann", True),
     ("/s/ Bo Kim", "Lee Ann", False), ("/s/ Acme", "Acme Global Energy Fund LP", False),
     ("/s/ Acme Global", "Acme Global Energy Fund LP", True), ("/s/ Ann", "Lee Ann", True)],
)  # fmt: skip
def test_whether_a_signature_names_an_owner(signature: str, name: str, same: bool) -> None:
    owner = edited({"o0.name": name}).owners[0]
    assert signatures.names(signature, owner) is same


@pytest.mark.parametrize(
    ("name", "words"),
    [("Dr. Jane Doe, Jr.", {"jane", "doe"}), ("The Smith Family Trust", {"smith", "family"}), ("J Q Doe",
        {"doe"}),
     ("Trust LLC", {"trust", "llc"})],
)  # fmt: skip
def test_the_words_of_a_name(name: str, words: set[str]) -> None:
    assert words <= signatures.words_of(name)


@pytest.mark.parametrize(
    "name",
    ["GOLDEN PROPERTIES LTD.", "BVF PARTNERS L P/IL", "BANK OF AMERICA CORP /DE/", "JPMORGAN CHASE & CO"]
    + ["Sequoia Capital Fund, L.P.", "Reid Hoffman & Michelle Yee Living Trust", "DEUTSCHE TELEKOM AG"]
    + ["MAYFIELD XV, A CAYMAN ISLANDS EXEMPTED LIMITED PARTNERSHIP", "Deutsche Telekom Holding B.V."],
)
def test_entities_are_told_by_their_names(name: str) -> None:
    assert is_entity(name)


@pytest.mark.parametrize(
    "name", ["Federico Richard D", "Branson Sir Richard", "HAVNER RONALD L JR", "PATEL S A"]
)
def test_persons_are_not_entities(name: str) -> None:
    assert not is_entity(name)


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("/s/ Rick Federico", "Federico Richard D"),
        ("/s/JeremyFletcher", "FLETCHER JEREMY ADAM"),
        (
            "MERRIL LYNCH, PIERCE, FENNER & SMITH INC. By: A. Ortiz",
            "MERRILL LYNCH, PIERCE, FENNER & SMITH INC.",
        ),
    ],
)
def test_signature_names_its_owner(signature: str, name: str) -> None:
    owner = Owner(path=("owners", 0), line=1, column=1, name=Field(name, name, (), 1, 1))
    assert names(signature, owner)
    assert not names("/s/ Zebediah Quux", owner)


def test_what_a_signature_says() -> None:
    assert is_marked("/s /Lauren Hemple")
    assert not is_marked("Elon Musk")
    assert says_for_all(
        "/s/ Warren E. Buffett, on behalf of himself and each other reporting person hereunder"
    )
    assert not says_for_all("/s/ Lora Blum, Attorney-In-Fact")
    assert is_under_power("By: Aaron Beckman, Power of Attorney For: James Murdoch")
    assert not is_under_power("David Kwon (POA on File)")
    assert is_given_for_another("Rebecca E. Zorn by Chris T. Moore")
    assert not is_given_for_another("/s/ Forrest Ashby")
    assert has_capacity("/s/ Jane Doe, EVP")
    assert not has_capacity("Michael Lees")


@pytest.mark.parametrize("word", ["Attny", "Attney", "Atty", "Attoney", "Attorny", "Atorney", "Atny"])
def test_attorney_is_heard_however_it_is_spelled(word: str) -> None:
    assert signatures.is_by_attorney(f"/s/ Ann Lee, {word}-in-Fact")


@pytest.mark.parametrize("name", ["John Attey", "Kim Atwater", "Atley Day", "Ann Attlee", "Mary Atterbury"])
def test_a_name_that_looks_like_it_is_a_name(name: str) -> None:
    assert not signatures.is_by_attorney(f"/s/ {name}")
