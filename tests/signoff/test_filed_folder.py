"""`form4kit verify DIR --filed FOLDER`: many folders against many downloads, matched by the record."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import Result
from edgar_copy import published
from record_kit import line
from signing_kit import EXAMPLES, live, run

from form4kit.folder.read import BuiltFolder, filing_of, find_built
from form4kit.signoff import filed_folder
from form4kit.signoff.filed import exhibits_of
from form4kit.signoff.filed_folder import Downloaded, Matched, downloads_in, match
from form4kit.source.disseminated import documents_in
from form4kit.storage.names import OWNERSHIP

NAMES = ("plan-sale", "option-exercise", "joint-filing")
NUMBERS = {name: f"0001903415-26-00004{at}" for at, name in enumerate(NAMES, 1)}
FORMS = {"joint-filing": "4"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three folders that were filed, their record, and what EDGAR published of them."""
    root = tmp_path_factory.mktemp("filed-folder")
    drafts = [EXAMPLES / f"{name}.yaml" for name in NAMES]
    assert (
        run("build", *drafts, "--only", "xml", "--out", root / "out", "--filed", "2026-11-20").exit_code == 0
    )
    (root / "down").mkdir()
    for folder in find_built(root / "out"):
        number = NUMBERS[folder.name]
        live(folder.path)
        done = run(
            *("record", "add", folder.path, "--accession", number, "--accepted", "2026-11-23 16:30"),
            *("--record", root / "record.jsonl"),
        )
        assert done.exit_code == 0, done.output
        filing = filing_of(folder)
        assert filing
        copy = published(folder.files[OWNERSHIP], *exhibits_of(filing))
        copy = copy.replace(b"0001903415-26-000041", number.encode()).replace(b"20261120", b"20261123")
        (root / "down" / f"{number}.txt").write_bytes(copy)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    copytree(made, tmp_path / "r")
    return tmp_path / "r"


def verify(root: Path, *more: object) -> Result:
    arguments = ("--filed", root / "down", "--record", root / "record.jsonl")
    return run("verify", root / "out", *arguments, *more)


def change(root: Path, name: str, old: bytes, new: bytes) -> None:
    file = root / "down" / f"{NUMBERS[name]}.txt"
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


def test_each_copy_is_matched_and_the_same(root: Path) -> None:
    done = verify(root)
    assert done.exit_code == 0, done.output
    for name, number in NUMBERS.items():
        assert f"{name}: EDGAR has the same, {number}.txt, {number}" in done.stdout


def test_names_of_files_do_not_matter(root: Path) -> None:
    for at, file in enumerate(sorted((root / "down").iterdir())):
        file.rename(root / "down" / f"download ({at}).txt")
    assert verify(root).exit_code == 0


def test_a_difference_is_told_of_its_folder_alone(root: Path) -> None:
    change(root, "plan-sale", b"<transactionCode>S<", b"<transactionCode>J<")
    done = verify(root)
    assert done.exit_code == 1
    assert "plan-sale: FAILED: EDGAR has other, in" in done.stdout
    assert "Table I, row 1, code: S [F1] became J [F1]" in done.stdout
    assert "option-exercise: EDGAR has the same" in done.stdout


def test_two_copies_under_each_others_number_are_found(root: Path) -> None:
    change(root, "plan-sale", NUMBERS["plan-sale"].encode(), b"0001903415-26-000099")
    change(root, "option-exercise", NUMBERS["option-exercise"].encode(), NUMBERS["plan-sale"].encode())
    done = verify(root)
    assert done.exit_code == 1
    assert "plan-sale: FAILED: EDGAR has other" in done.stdout
    assert "option-exercise: FAILED: EDGAR's copy, 0001903415-26-000042, is not there" in done.stdout
    assert (
        "plan-sale: FAILED: EDGAR has it in 0001903415-26-000041.txt too, 0001903415-26-000099" in done.stdout
    )


def test_a_copy_that_is_not_there_is_missed(root: Path) -> None:
    (root / "down" / f"{NUMBERS['joint-filing']}.txt").unlink()
    done = verify(root)
    assert done.exit_code == 1
    assert "joint-filing: FAILED: EDGAR's copy, 0001903415-26-000043, is not there" in done.stdout


def test_a_folder_that_is_not_on_record_is_told(root: Path) -> None:
    lines = (root / "record.jsonl").read_bytes().splitlines(keepends=True)
    (root / "record.jsonl").write_bytes(b"".join(lines[:-1]))
    done = verify(root)
    assert done.exit_code == 1
    assert "is not on record, so that no copy can be said to be its own" in done.stdout


def test_the_form_alone_is_matched_by_its_name_or_folder(root: Path) -> None:
    file = root / "down" / f"{NUMBERS['plan-sale']}.txt"
    form = file.read_bytes().partition(b"<XML>\n")[2].partition(b"\n</XML>")[0]
    file.unlink()
    below = root / "down" / NUMBERS["plan-sale"].replace("-", "")
    below.mkdir()
    (below / "form4.xml").write_bytes(form)
    done = verify(root)
    assert done.exit_code == 0, done.output
    assert (
        "plan-sale: EDGAR has the same, form4.xml, 0001903415-26-000041 (exhibits were not compared"
        in done.stdout
    )


def test_the_same_form_under_a_second_number_was_filed_twice(root: Path) -> None:
    first = root / "down" / f"{NUMBERS['plan-sale']}.txt"
    again = first.read_bytes().replace(NUMBERS["plan-sale"].encode(), b"0001903415-26-000077")
    (root / "down" / "again.txt").write_bytes(again)
    done = verify(root)
    assert done.exit_code == 1
    assert "plan-sale: FAILED: EDGAR has it in again.txt too, 0001903415-26-000077" in done.stdout


def test_a_like_form_under_a_number_of_its_own_is_another_filing(root: Path) -> None:
    first = root / "down" / f"{NUMBERS['plan-sale']}.txt"
    like = first.read_bytes().replace(NUMBERS["plan-sale"].encode(), b"0001903415-26-000077")
    (root / "down" / "like.txt").write_bytes(like.replace(b"<transactionCode>S<", b"<transactionCode>J<"))
    done = verify(root)
    assert done.exit_code == 0, done.output
    assert "downloads that are of no folder here: like.txt" in done.stdout


def test_other_downloads_are_named(root: Path) -> None:
    (root / "down" / "notes.txt").write_text("To do.")
    (root / "down" / "other.xml").write_text("<other/>")
    (root / "down" / "picture.png").write_bytes(b"x")
    done = verify(root)
    assert done.exit_code == 0, done.output
    assert "downloads that are of no folder here: notes.txt, other.xml" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            b"CONFORMED",
            b"FILED AS OF DATE:\t20261124\nCONFORMED",
            "Filing date: on record 2026-11-23, EDGAR has 2026-11-24",
        ),
        (
            b"<ACCEPTANCE-DATETIME>20261123163000",
            b"<ACCEPTANCE-DATETIME>20261123180000",
            "Accepted: on record 2026-11-23 16:30",
        ),
    ],
)
def test_what_the_header_says_otherwise_than_the_record(
    root: Path, old: bytes, new: bytes, words: str
) -> None:
    change(root, "plan-sale", old, new)
    done = verify(root)
    assert done.exit_code == 1
    assert words in done.stdout


def test_wrong_usage(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("verify", root / "out", "--filed", tmp_path / "empty", "--record", root / "record.jsonl")
    assert done.exit_code == 2
    assert "no copy of EDGAR's in it" in done.output
    assert run("verify", root / "out", "--filed", root / "down", "--record", root / "gone").exit_code == 2


# One folder and its line of the record, against downloads that a test writes.

FILED_AT, PLAN = "2026-11-23T16:30:00-05:00", NUMBERS["plan-sale"]


@pytest.fixture(scope="module")
def plan(made: Path) -> BuiltFolder:
    return next(each for each in find_built(made / "out") if each.name == "plan-sale")


@pytest.fixture(scope="module")
def copy(made: Path) -> bytes:
    return (made / "down" / f"{PLAN}.txt").read_bytes()


def matched(
    plan: BuiltFolder, folder: Path, *downloads: tuple[str, bytes], accepted: str = FILED_AT
) -> list[Matched]:
    """Match a folder, on record under PLAN, with downloads under that number, called so in a folder."""
    for name, data in downloads:
        (folder / name).write_bytes(data)
    entry = line(
        1, accession=PLAN, filed="2026-11-23", ownership_sha256=plan.bound[OWNERSHIP], accepted=accepted
    )
    return [*match([plan], [Downloaded(folder / name, PLAN) for name, _ in downloads], [entry])]


def test_what_is_said_of_a_folder_whose_copy_is_the_same(
    plan: BuiltFolder, copy: bytes, tmp_path: Path
) -> None:
    same = Matched("plan-sale", f"EDGAR has the same, a.txt, {PLAN}", True, same=True)
    assert matched(plan, tmp_path, ("a.txt", copy)) == [same]
    other = copy.replace(b"<transactionCode>S<", b"<transactionCode>J<")
    (told,) = matched(plan, tmp_path, ("a.txt", other))
    assert not told.sound and not told.same


def test_each_of_two_copies_is_judged_though_one_cannot_be_read(
    plan: BuiltFolder, copy: bytes, tmp_path: Path
) -> None:
    torn, whole = matched(plan, tmp_path, ("a.txt", copy[:-900] + b"<"), ("b.txt", copy))
    assert torn.words.startswith(f"a.txt, {PLAN}, ") and not torn.sound
    assert whole == Matched("plan-sale", f"EDGAR has the same, b.txt, {PLAN}", True, same=True)


@pytest.mark.parametrize("form", [None, b"", b"<ownershipDocument", b"<other/>", b"\xff\xfe"])
def test_a_folder_whose_form_cannot_be_read_is_told(
    plan: BuiltFolder, copy: bytes, tmp_path: Path, form: bytes | None
) -> None:
    files = {name: data for name, data in plan.files.items() if name != OWNERSHIP}
    torn = replace(plan, files=files if form is None else files | {OWNERSHIP: form})
    unread = Matched("plan-sale", "its form cannot be read", False)
    assert matched(torn, tmp_path, ("a.txt", copy), ("b.txt", copy)) == [unread]
    absent = Matched("plan-sale", f"EDGAR's copy, {PLAN}, is not there", False)
    assert matched(torn, tmp_path) == [absent]
    one = run("verify", *_torn_on_disk(plan, form, tmp_path), "--filed", tmp_path / "a.txt")
    assert one.exit_code == 2
    assert "a.txt: can be compared with nothing: no form can be read" in one.output


def test_a_folder_that_is_not_on_record_fails_and_its_copy_is_told(
    plan: BuiltFolder, copy: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(copy)
    unknown = Matched(
        "plan-sale", "is not on record, so that no copy can be said to be its own", False, same=False
    )
    too = Matched(
        "plan-sale", f"EDGAR has it in a.txt too, {PLAN}, which is not on record", False, same=False
    )
    assert [*match([plan], [Downloaded(tmp_path / "a.txt", PLAN)], [])] == [unknown, too]
    torn = replace(plan, files=plan.files | {OWNERSHIP: b""})
    nobodys = Matched("", "downloads that are of no folder here: a.txt", True, same=False)
    assert [*match([torn], [Downloaded(tmp_path / "a.txt", PLAN)], [])] == [unknown, nobodys]


def test_what_is_taken_for_a_download(tmp_path: Path) -> None:
    below = tmp_path / "000190341526000041"
    below.mkdir()
    for name in ("a.NC", "b.txt", "c.xml", "d.png", f"{below.name}/form4.xml"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    found = {each.file.relative_to(tmp_path).as_posix(): each.accession for each in downloads_in(tmp_path)}
    assert found == {"a.NC": "", "b.txt": "", "c.xml": "", f"{below.name}/form4.xml": PLAN}


def test_the_number_of_a_download_stands_in_its_first_64_kibibytes(tmp_path: Path) -> None:
    number = f"ACCESSION NUMBER:\t{PLAN}".encode()
    for more, found in ((0, PLAN), (1, "")):
        head = b"<SEC-HEADER>\n".ljust(65_535 - len(number) + more, b".") + b"\n" + number
        (tmp_path / "a.txt").write_bytes(head + b"\n<DOCUMENT>\n")
        assert [each.accession for each in downloads_in(tmp_path)] == [found]


def _torn_on_disk(plan: BuiltFolder, form: bytes | None, into: Path) -> list[Path]:
    folder = Path(copytree(plan.path, into / "torn"))
    (folder / OWNERSHIP).unlink()
    if form is not None:
        (folder / OWNERSHIP).write_bytes(form)
    return [folder]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-11-23T16:30:00-05:00", ""),
        ("2026-11-23T16:35:00-05:00", ""),
        ("2026-11-23T16:25:00-05:00", ""),
        ("2026-11-23T21:30:00+00:00", ""),
        ("2026-11-23T16:35:01-05:00", "Accepted: on record 2026-11-23 16:35, EDGAR has 2026-11-23 16:30:00"),
        ("2026-11-23T16:24:59-05:00", "Accepted: on record 2026-11-23 16:24, EDGAR has 2026-11-23 16:30:00"),
    ],
)
def test_five_minutes_more_or_less_are_the_same_acceptance(
    plan: BuiltFolder, copy: bytes, tmp_path: Path, said: str, told: str
) -> None:
    (found,) = matched(plan, tmp_path, ("a.txt", copy), accepted=said)
    words = f"EDGAR has other, in a.txt, {PLAN}: {told}" if told else f"EDGAR has the same, a.txt, {PLAN}"
    assert found.words == words


def test_a_copy_may_be_as_large_as_a_form_and_no_larger(
    plan: BuiltFolder, copy: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filed_folder, "LARGEST", len(copy))
    assert matched(plan, tmp_path, ("a.txt", copy))[0].same
    (large,) = matched(plan, tmp_path, ("a.txt", copy + b"\n"))
    assert large == Matched("plan-sale", f"a.txt, {PLAN}, is too large to be a copy of a form", False)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, None),
        (1, "0.txt"),
        (5, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt"),
        (6, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 1 more"),
        (8, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 3 more"),
    ],
)
def test_five_downloads_of_no_folder_are_named_and_the_rest_counted(
    tmp_path: Path, number: int, shown: str | None
) -> None:
    downloads = [Downloaded(tmp_path / f"{at}.txt", "") for at in range(number)]
    for each in downloads:
        each.file.write_bytes(b"To do.")
    told = [] if shown is None else [Matched("", f"downloads that are of no folder here: {shown}", True)]
    assert [*match([], downloads, [])] == told


def test_published_filings_against_folders_made_from_them(shared: Path, tmp_path: Path) -> None:
    """Each published filing is imported, built, put on record from its own copy, and compared with it."""
    down, record = tmp_path / "down", tmp_path / "record.jsonl"
    files = sorted((shared / "submissions").glob("*.txt"))
    down.mkdir()
    for file in files:
        data = file.read_bytes()
        (down / file.name).write_bytes(data)
        draft = tmp_path / file.stem / f"{file.stem}.yaml"
        assert run("import", file, "--out", draft.parent).exit_code == 0
        exhibits = [*documents_in(data)][1:]
        for each in exhibits:
            (draft.parent / each.name).write_bytes(each.content)
        lines = [f"  - {{file: {each.name}, type: {each.type}}}" for each in exhibits]
        if lines:
            draft.write_text("\n".join([draft.read_text(), "exhibits:", *lines, ""]))
        built = run(
            *("build", draft, "--only", "xml", "--out", tmp_path / "out", "--profile", "edgar"),
            *("--filed", "2023-12-29"),
        )
        assert built.exit_code == 0, built.output
        folder = live(tmp_path / "out" / file.stem)
        added = run("record", "add", folder, down / file.name, "--record", record)
        assert added.exit_code == 0, added.output
    done = run("verify", tmp_path / "out", "--filed", down, "--record", record)
    assert "EDGAR has other" not in done.stdout
    assert done.stdout.count("EDGAR has the same") == len(files) > 50
