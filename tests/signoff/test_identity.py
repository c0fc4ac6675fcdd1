"""Names compared, hands read off typed signatures, and certificates pinned in the registry."""

import datetime as dt
from pathlib import Path

import pytest

from form4kit.registry.load import registry_for
from form4kit.signoff.identity import hands_in, is_hand_of, out_of_time, pin_for, pins_of, same_person

HEX = "ab" * 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thomas Abel", "ABEL THOMAS"),
        ("Thomas Abel", "Thomas  Abel"),
        ("Thomas Abel", "Abel, Thomas"),
        ("Thomas Abel", "Ｔｈｏｍａｓ Abel"),
        ("Antonio J. Reyes", "Reyes Antonio J"),
        ("Antonio Reyes", "Reyes Antonio J"),
        ("Antonio Jose Reyes", "Reyes Antonio J"),
        ("T. Abel", "Thomas Abel"),
        ("Dr. Thomas Abel", "Thomas Abel"),
        ("O'Brien Mary", "Mary OBRIEN"),
        ("Jean-Luc Weiß", "WEISS JEAN LUC"),
        ("José Núñez", "José Núñez"),
        ("Θωμάς Άβελ", "ΆΒΕΛ ΘΩΜΆΣ"),
        ("Thomas Abel Jr.", "ABEL THOMAS JR"),
        ("Mr Thomas Abel", "Thomas Abel"),
        ("Mrs. Ann Lee", "Ann Lee"),
        ("Ms Ann Lee", "Ann Lee"),
        ("Thomas Abel, Esq.", "Thomas Abel"),
        ("Li Wu", "Wu Li"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thomas Abel", "Thomas Okafor"),
        ("Thomas Abel", "Thomas Abel Okafor"),
        ("Thomas Abel", "Thomas Abel Jr"),
        ("Thomas Abel Sr", "Thomas Abel Jr"),
        ("Thomas Abel J", "Thomas Abel Jr"),
        ("Abel", "Abel"),
        ("Thomas Abel", "Abel"),
        ("T. A.", "Thomas Abel"),
        ("Thomas Abel", "Thomas Abel 2"),
        ("Thomas Abel", "Thоmas Abel"),
        ("Thomas Abel", "Thomas\u200b Abel"),
        ("Thomas Abel", "ThomasAbel"),
        ("Thomas Abel", "T. Abelson"),
        ("Thomas Thomas", "Thomas Abel"),
        ("", ""),
        ("Abel", "T. Abel"),
        ("T. A.", "T. A."),
        ("Thomas Abel S", "Thomas Abel Sr"),
        ("Thomas Abel I", "Thomas Abel II"),
        ("Thomas Abel I", "Thomas Abel III"),
        ("Thomas Abel I", "Thomas Abel IV"),
        ("Thоmas Abel", "Thоmas Abel"),
        ("Thomas Абель", "Thomas Абель"),
        ("Thomas Abel", "Thomas\x07 Abel"),
        ("Thomas Abel", "Thomas\ue000 Abel"),
        ("Thomas Abel", "Thomas\u0378 Abel"),
        ("Thomas Abel", "Thomas\ud800 Abel"),
        ("Q\u0303ay Abel", "Q ay Abel"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


@pytest.mark.parametrize(
    ("typed", "hands"),
    [
        ("/s/ Thomas Abel, Attorney-in-Fact for Karin Lindqvist", "Thomas Abel"),
        ("/s/ Thomas Abel, attorney in fact", "Thomas Abel"),
        ("/s/ Karin Lindqvist by Thomas Abel", "Karin Lindqvist"),
        ("/s/ Thomas Abel for Karin Lindqvist", "Thomas Abel"),
        ("By: /s/ Thomas Abel, as Trustee", "Thomas Abel"),
        ("Calder Fund LP, by Thomas Abel, Managing Member", "Thomas Abel"),
        ("/s/ Thomas Abel, Chief Financial Officer", "Thomas Abel"),
        ("Abel, Thomas (POA)", "Thomas Abel"),
        ("Abel, Thomas, Director", "Thomas Abel"),
        ("/s/ Thomas Abel - Director", "Thomas Abel"),
        ("/s/ Thomas Abel (Director)", "Thomas Abel"),
        ("/s/ Thomas Abel, Jr., Director", "Thomas Abel Jr"),
        ("Calder Fund LP /s/ Thomas Abel, Managing Member", "Thomas Abel"),
        ("Thomas Abel for Calder Fund LP", "Thomas Abel"),
    ],
)
def test_whose_hand(typed: str, hands: str) -> None:
    assert is_hand_of(hands, typed), hands_in(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("/s/ Thomas Abel, Attorney-in-Fact for Karin Lindqvist", "Karin Lindqvist"),
        ("/s/ Karin Lindqvist by Thomas Abel", "Thomas Abel"),
        ("/s/ Thomas Abel for Karin Lindqvist", "Karin Lindqvist"),
        ("Calder Fund LP, by Ann Lee for Thomas Abel", "Thomas Abel"),
        ("/s/", "Thomas Abel"),
        ("/s/ Thomas Abel, Jr.", "Thomas Abel"),
        ("/s/ Thomas Abel, Jr., Director", "Thomas Abel"),
        ("/s/ Karin Lindqvist, Thomas Abel", "Thomas Abel"),
        ("/s/ Karin Lindqvist /s/ Thomas Abel", "Thomas Abel"),
    ],
)
def test_not_their_hand(typed: str, name: str) -> None:
    assert not is_hand_of(name, typed)


def test_what_may_be_the_name() -> None:
    assert hands_in("Calder Fund LP") == ("Calder Fund LP",)
    assert is_hand_of("Calder Fund LP", "Calder Fund LP, by Thomas Abel")
    assert hands_in("/s/ Thomas Abel, Jr Director")[-1] == "Thomas Abel"
    assert hands_in("/s/ Thomas Abel, Director, Jr.")[-1] == "Thomas Abel"


def test_pins_of_a_person_without_a_cik(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people").mkdir()
    spelt = ":".join(["CD"] * 32)
    (tmp_path / "people" / "abel.yaml").write_text(
        f"name: Thomas Abel\ncertificate_sha256:\n  - {HEX}\n"
        f"  - {{sha256: '{spelt}', from: 2026-01-01, to: 2026-12-31}}\n"
    )
    registry = registry_for(tmp_path)
    assert registry.findings == ()
    assert registry.people["abel"].problems == ()
    pins = pins_of(registry, "ABEL THOMAS")
    assert [each.pin.sha256 for each in pins] == [HEX, "cd" * 32]
    assert {each.origin for each in pins} == {"people/abel.yaml"}
    assert pins_of(registry, "Thomas Okafor") == ()
    dated = pin_for(pins, "CD" * 32)
    assert dated is not None
    assert (
        out_of_time(dated.pin, dt.datetime(2025, 12, 31, 23, 59, tzinfo=dt.UTC))
        == "its pin begins on 2026-01-01"
    )
    assert out_of_time(dated.pin, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == ""
    assert out_of_time(dated.pin, dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC)) == ""
    assert out_of_time(dated.pin, dt.datetime(2027, 1, 1, tzinfo=dt.UTC)) == "its pin ended on 2026-12-31"
    assert pin_for(pins, "00" * 32) is None


@pytest.mark.parametrize("pin", ["abc", "[{from: 2026-01-01}]", f"[{{sha256: {HEX}, until: 2026-01-01}}]"])
def test_a_pin_that_is_none_is_told(tmp_path: Path, pin: str) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "abel.yaml").write_text(f"name: Thomas Abel\ncertificate_sha256: {pin}\n")
    problems = registry_for(tmp_path).people["abel"].problems
    assert len(problems) == 1
    assert problems[0].startswith("people/abel.yaml, line 2: ")


@pytest.mark.parametrize(
    ("typed", "signatures"),
    [
        ("/s/ Ann Lee", 1),
        ("/s/ Ann Lee; /s/ Thomas Abel", 2),
        ("/s/ Ann Lee and /s/ Thomas Abel", 2),
        ("/s/ Ann Lee, CEO\n/s/ Thomas Abel\n/s/ Karin Lindqvist", 3),
        ("/s/ Ann Lee by /s/ Thomas Abel", 1),
        ("/s/ Calder Fund LP, by: /s/ Ann Lee, Managing Member", 1),
        ("/s/ Calder Fund LP /s/ Ann Lee", 1),
        ("Calder Fund LP /s/ Ann Lee", 1),
        ("Ann Lee /s/ Thomas Abel", 1),
        ("/s/ Lee /s/ Thomas Abel", 1),
    ],
)
def test_signatures_that_were_typed_in_one_place(typed: str, signatures: int) -> None:
    from form4kit.signoff.identity import signatures_typed

    assert len(signatures_typed(typed)) == signatures
    assert "".join(signatures_typed(typed)) == typed
