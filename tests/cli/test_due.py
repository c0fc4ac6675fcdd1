"""When a form is due, of dates and of drafts."""

from clean_filings import CLEAN
from commands_run import form4kit, put

SOUND = (CLEAN / "4.yaml").read_text()
NOT_YAML = 'form: "4"\nremarks: by: her\n'


def test_due_answers_for_dates_and_for_paths() -> None:
    one = form4kit("due", "2026-11-18", "--format", "json").json
    assert one["due"] == "2026-11-20T22:00:00-05:00"
    assert isinstance(one["steps"], list)
    put("a.yaml")
    put("b.yaml", (CLEAN / "4A.yaml").read_text())
    many = form4kit("due", "a.yaml", "b.yaml", "--format", "json").json
    assert [(each["path"], each["due"]) for each in many] == [("a.yaml", one["due"]), ("b.yaml", None)]
    assert form4kit("due", "a.yaml", "missing").code == 2
    assert form4kit("due", put("c.yaml", NOT_YAML)).code == 1
    assert form4kit("due", "2026-02-30").code == 2
    assert form4kit("due", "2026-11-18", "--ics").out.startswith("BEGIN:VCALENDAR")
