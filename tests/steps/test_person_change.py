"""A change of a person: what is touched is said, what was not touched stays byte for byte."""

from pathlib import Path

import pytest
import yaml
from signing_kit import run
from start_kit import NOW, filed, set_up
from year_end_cases import ISSUER, OWNER, draft

from form4kit.registry.load import registry_for
from form4kit.steps.person_change import PersonAnswers, carry_out, plan
from form4kit.steps.power import PowerAnswers
from form4kit.steps.write_planned import NoLongerPlanned

NOTED = """\
# Antonio, our own notes
cik: "0001903446"
name: Reyes Antonio J   # as on EDGAR
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
roles:
  - {from: 2021-05-12, director: true}   # and so on
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path, ("a.xml", filed()))
    (tmp_path / "people" / "reyes.yaml").write_text(NOTED)
    form = {"form": "4", "period": "2026-11-25", "issuer": ISSUER}
    said = yaml.safe_load(draft(form, NOW.date())) | {"owners": [{**OWNER, "director": True}]}
    (tmp_path / "sale.yaml").write_text(yaml.safe_dump(said))
    return tmp_path


def test_an_address_is_changed_and_the_open_draft_is_named(folder: Path) -> None:
    made = plan(folder, PersonAnswers("reyes", {"address.city": "MENLO PARK"}), NOW)
    assert made.sentence == "Reyes Antonio J is changed: reyes.yaml. 1 draft will show it."
    assert made.facts["touched"] == [{"name": "sale.yaml", "built": False}]
    carry_out(made)
    assert (folder / "people/reyes.yaml").read_text() == NOTED.replace("SAN MATEO", "MENLO PARK")


def test_roles_powers_and_plans_are_added(folder: Path) -> None:
    answers = PersonAnswers(
        "reyes",
        began=("officer", "Chief Financial Officer", "", "2026-01-01"),
        ended=("director", "", "2026-06-30"),
        power=PowerAnswers("reyes", ("Thomas Abel",), ("4",), "2026-01-12"),
        plan={"key": "2026", "adopted": "2026-05-12", "ends": "2027-05-11"},
    )
    carry_out(plan(folder, answers, NOW))
    person = registry_for(folder).people["reyes"]
    assert person.problems == () and [each.key for each in person.plans] == ["2026"]
    assert person.boxes(NOW.date(), "hwli").keys() == {"officer"}
    carry_out(plan(folder, PersonAnswers("reyes", revoked=(0, "2026-11-01")), NOW))
    assert registry_for(folder).people["reyes"].powers[0].revoked is not None
    text = (folder / "people/reyes.yaml").read_text()
    assert text.startswith(NOTED[: NOTED.index("  - ")]) and "# and so on" in text


REFUSED = {
    "control": (PersonAnswers("reyes", {"name": "a\x07"}), "it holds a control character"),
    "day": (PersonAnswers("reyes", ended=("director", "", "31.5.")), '"31.5." is no day; write 2026-05-31'),
    "early": (
        PersonAnswers("reyes", ended=("director", "", "2020-01-01")),
        "people/reyes.yaml: director would end on 2020-01-01, before it begins on 2021-05-12",
    ),
    "field": (PersonAnswers("reyes", {"cik": "1"}), '"cik" is nothing that a person has'),
    "gone": (PersonAnswers("../form4kit"), "People has no ../form4kit"),
    "remove": (PersonAnswers("reyes", remove=True), "Reyes Antonio J has 2 filings: filed/a.xml and 1 more"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_cannot_be_is_refused(folder: Path, case: str) -> None:
    answers, words = REFUSED[case]
    made = plan(folder, answers, NOW)
    assert [each.words for each in made.refusals] == [words]
    with pytest.raises(ValueError, match="cannot be carried out"):
        carry_out(made)


def test_a_person_without_filings_goes_and_one_that_changed_meanwhile_does_not(folder: Path) -> None:
    file = folder / "people" / "abel.yaml"
    file.write_text("name: Thomas Abel\n")
    made = plan(folder, PersonAnswers("abel", remove=True), NOW)
    file.write_text("name: Thomas B. Abel\n")
    with pytest.raises(NoLongerPlanned):
        carry_out(made)
    done = run("people", "remove", "abel", "--into", folder)
    assert done.exit_code == 0 and not file.exists(), done.output


def test_the_command_line_says_the_same(folder: Path) -> None:
    done = run("people", "remove", "reyes", "--into", folder)
    assert done.exit_code == 1 and REFUSED["remove"][1] in done.output
    wrong = PowerAnswers("reyes", ("Thomas Abel",), ("4",), "2026-01-12", expires="2025-01-11")
    (refusal,) = plan(folder, PersonAnswers("reyes", power=wrong), NOW).refusals
    said = ["--attorney", "Thomas Abel", "--forms", "4", "--signed", "2026-01-12"]
    done = run("people", "power", "reyes", *said, "--ends", "2025-01-11", "--into", folder)
    assert done.exit_code == 1 and f"{refusal.words} ({refusal.code})" in done.output
    (folder / "poa.txt").write_text("POWER OF ATTORNEY\n/s/ Antonio J. Reyes\n")
    done = run("people", "power", "reyes", folder / "poa.txt", *said, "--into", folder)
    assert done.exit_code == 0, done.output
    assert (folder / "people/reyes-poa.txt").read_bytes() == (folder / "poa.txt").read_bytes()
    (folder / "people/reyes.yaml").write_text(NOTED)
    done = run("people", "change", "reyes", "address.city=MENLO PARK", "--into", folder)
    assert done.exit_code == 0 and "1 draft will show it" in done.output
    assert (folder / "people/reyes.yaml").read_text() == NOTED.replace("SAN MATEO", "MENLO PARK")
