"""The SEC's own package can be put in charge, and nothing else can."""

import io
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree
from schema_cases import document

from form4kit.edgar import active_schemas, xsd
from form4kit.edgar.active_schemas import MEMBERS, ROOTS
from form4kit.edgar.sec_schemas import PackageRefused, import_package, package_in_charge, remove_package
from form4kit.law.editions import TODAY

COMMON = "ownershipDocumentCommon.xsd.xml"
OPEN = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def _package(remarks: int = 2000) -> dict[str, str]:
    """Return eight schemas under the SEC's names, which know little more than their root."""
    schemas = {COMMON: f'{OPEN}<xs:element name="remarks" type="xs:string"/></xs:schema>'}
    for form, name in ROOTS.items():
        root = "edgarSubmission" if form == "submission" else "ownershipDocument"
        schemas[name] = (
            f'{OPEN}<xs:include schemaLocation=".//{COMMON}"/>'
            f'<xs:element name="{root}"><xs:complexType><xs:sequence>'
            f'<xs:any minOccurs="0" maxOccurs="{remarks}" processContents="skip"/>'
            "</xs:sequence></xs:complexType></xs:element></xs:schema>"
        )
    return schemas


def _zip(path: Path, schemas: Mapping[str, str | bytes], folder: str = "EDGAR/XML Schema Files/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in schemas.items():
            archive.writestr(name if "/" in name or "\\" in name else folder + name, content)
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(PackageRefused) as refused:
        import_package(path)
    assert package_in_charge() is None
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_an_imported_package_is_in_charge_of_today_until_it_is_removed(tmp_path: Path, home: Path) -> None:
    odd = etree.fromstring("<ownershipDocument><anything/></ownershipDocument>").getroottree()
    assert package_in_charge() is None
    assert not xsd.accepts(odd, "4", TODAY)

    folder = import_package(_zip(tmp_path / "sec.zip", {**_package(), "readme.pdf": "x", "doc4.xml": "<x/>"}))
    assert package_in_charge() == folder
    assert {path.name for path in folder.iterdir()} == MEMBERS
    assert all(xsd.accepts(odd, form, TODAY) for form in ROOTS if form != "submission")
    assert not xsd.accepts(odd, "4", "2023")
    assert xsd.schema_file("submission", TODAY).parent == folder

    assert remove_package()
    assert not remove_package()
    assert package_in_charge() is None
    assert not xsd.accepts(odd, "4", TODAY)
    assert list(home.iterdir()) == []


def test_a_second_import_takes_over_at_once_and_leaves_one_package(tmp_path: Path, home: Path) -> None:
    two = etree.fromstring("<ownershipDocument><a/><b/></ownershipDocument>").getroottree()
    first = import_package(_zip(tmp_path / "one.zip", _package(remarks=1)))
    assert not xsd.accepts(two, "4", TODAY)
    second = import_package(_zip(tmp_path / "two.zip", _package(remarks=2), folder=""))
    assert xsd.accepts(two, "4", TODAY)
    assert first != second
    assert sorted(path.name for path in home.iterdir()) == ["in-charge", second.name]
    assert import_package(tmp_path / "two.zip") == second


def test_a_refused_package_leaves_the_one_in_charge(tmp_path: Path) -> None:
    folder = import_package(_zip(tmp_path / "good.zip", _package()))
    with pytest.raises(PackageRefused):
        import_package(_zip(tmp_path / "bad.zip", {**_package(), ROOTS["5"]: "<broken"}))
    assert package_in_charge() == folder
    assert sorted(path.name for path in folder.parent.iterdir()) == ["in-charge", folder.name]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({COMMON: None}, f"not the SEC's schema package: {COMMON} missing"),
        ({COMMON: "<broken"}, f"{COMMON} is not well-formed XML"),
        ({COMMON: "<schema/>"}, f"{COMMON} is not a plain XML schema"),
        (
            {COMMON: f"<!DOCTYPE x [<!ENTITY y 'z'>]>{OPEN}</xs:schema>"},
            f"{COMMON} is not a plain XML schema",
        ),
        (
            {COMMON: f'{OPEN}<xs:include schemaLocation="../../etc/other.xsd"/></xs:schema>'},
            f"{COMMON} draws on ../../etc/other.xsd, outside the package",
        ),
        (
            {
                COMMON: f'{OPEN}<xs:import namespace="urn:x" schemaLocation="http://example.com/x.xsd"/></xs:schema>'
            },
            f"{COMMON} draws on http://example.com/x.xsd, outside the package",
        ),
        (
            {ROOTS["4"]: f'{OPEN}<xs:element name="ownershipDocument" type="Nowhere"/></xs:schema>'},
            f"{ROOTS['4']} is not a working schema",
        ),
        (
            {ROOTS["4"]: f'{OPEN}<xs:element name="other" type="xs:string"/></xs:schema>'},
            f"{ROOTS['4']} does not describe ownershipDocument",
        ),
        ({COMMON: " " * 6_000_000}, "the schemas take more than 5,000,000 bytes unpacked"),
        ({f"elsewhere/{COMMON}": "x"}, f"{COMMON} is in the ZIP twice"),
        ({COMMON: None, f"../{COMMON}": "x"}, f"../{COMMON} leads out of the ZIP"),
        ({COMMON: None, f"/tmp/{COMMON}": "x"}, f"/tmp/{COMMON} leads out of the ZIP"),
        ({COMMON: None, f"C:\\x\\{COMMON}": "x"}, f"{COMMON} leads out of the ZIP"),
    ],
)
def test_refused(tmp_path: Path, changes: dict[str, str | None], message: str) -> None:
    schemas = {name: content for name, content in {**_package(), **changes}.items() if content is not None}
    assert message in _refusal(_zip(tmp_path / "sec.zip", schemas))


def test_too_many_members(tmp_path: Path) -> None:
    schemas = _package() | {f"file-{number}": "" for number in range(2_001)}
    assert _refusal(_zip(tmp_path / "sec.zip", schemas)) == "2009 files in the ZIP, the most is 2000"


def test_not_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "sec.zip"
    path.write_bytes(b"not a zip")
    assert _refusal(path).startswith("sec.zip is not a readable ZIP file: ")


def test_a_zip_with_a_damaged_member(tmp_path: Path) -> None:
    data = bytearray(_zip(tmp_path / "sec.zip", _package()).read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.infolist()[0]
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 20] = bytes(20)
    path = tmp_path / "damaged.zip"
    path.write_bytes(data)
    assert _refusal(path).startswith("damaged.zip is not a readable ZIP file: ")


def test_a_zip_that_understates_its_size(tmp_path: Path) -> None:
    """What comes out is counted, whatever the directory of the ZIP says."""
    data = _zip(tmp_path / "sec.zip", {**_package(), COMMON: " " * 6_000_000}).read_bytes()
    small = data.replace((6_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert small != data
    path = tmp_path / "small.zip"
    path.write_bytes(small)
    _refusal(path)


def test_a_missing_file_is_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        import_package(tmp_path / "nowhere.zip")


def test_an_import_repairs_a_damaged_package(tmp_path: Path) -> None:
    path = _zip(tmp_path / "sec.zip", _package())
    (import_package(path) / COMMON).unlink()
    assert {file.name for file in import_package(path).iterdir()} == MEMBERS


def test_a_package_that_was_deleted_by_hand_is_not_in_charge(tmp_path: Path) -> None:
    shutil.rmtree(import_package(_zip(tmp_path / "sec.zip", _package())))
    assert package_in_charge() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps it elsewhere")
def test_the_package_lives_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORM4KIT_SCHEMA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    folder = import_package(_zip(tmp_path / "sec.zip", _package()))
    assert folder.parent == tmp_path / "xdg" / "form4kit" / "schemas"
    monkeypatch.setattr(active_schemas, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    assert package_in_charge() is None


def test_the_secs_package_judges_and_explains(tmp_path: Path, shared: Path) -> None:
    spec = shared / "sec-spec-5.5"
    folder = import_package(
        _zip(tmp_path / "sec.zip", {path.name: path.read_bytes() for path in spec.iterdir()})
    )
    assert all((folder / name).read_bytes() == (spec / name).read_bytes() for name in MEMBERS)
    for form in ROOTS:
        tree = document(form).getroottree()
        assert xsd.accepts(tree, form, TODAY)
        assert xsd.schema_file(form, TODAY).parent == folder
    tree.getroot().find("testOrLive").text = "LIFE"
    assert [each.message for each in xsd.objections(tree, "submission", TODAY)] == [
        '"LIFE" is not one of LIVE, TEST'
    ]
