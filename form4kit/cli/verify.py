"""`form4kit verify`: whether what would be filed is what was signed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in
from form4kit.cli.packet_file import read_packet

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder
    from form4kit.signoff.verify import Verdict


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The built folders, or one of them.")],
    packet: Annotated[
        Path | None,
        typer.Argument(metavar="[PACKET.pdf]", help="The packet that was signed.", show_default=False),
    ] = None,
    trust: Annotated[
        list[Path] | None,
        typer.Option("--trust", metavar="FILE.pem", help="Certificates that the signer's must lead to."),
    ] = None,
) -> None:
    """Hash and make everything again, and say of each filing whether it is what was signed."""
    folders = built_in(folder)
    if packet is None:
        from form4kit.signoff.verify import verify_folder

        _tell([_line(verify_folder(each), "what would be filed is what was built") for each in folders])
        return
    opt.needs("sign", "pyhanko")
    from form4kit.signoff.verify import missing, verify_packet, verify_signed

    verdict, filings = verify_packet(read_packet(packet, trust or []))
    lines = [_line(verdict, "the packet is as it was signed")]
    if filings:
        said = "what would be filed is what was signed" if verdict.sound else ""
        lines += [_line(verify_signed(each, filings), said) for each in folders]
        if not _is_one(folder, folders):
            lines += [_line(each, "") for each in missing(folders, filings)]
    _tell(lines)


def _line(verdict: "Verdict", said: str) -> tuple[bool, str]:
    """Say of a filing or packet in one line whether it is sound."""
    remarks = f" ({'; '.join(verdict.remarks)})" if verdict.remarks else ""
    if not verdict.sound:
        return False, f"{verdict.name}: FAILED: {'; '.join(verdict.faults)}{remarks}"
    return bool(said), f"{verdict.name}: {said or 'not proven, since the packet failed'}{remarks}"


def _tell(lines: list[tuple[bool, str]]) -> None:
    from form4kit.report.secrets import on_one_line

    for _, line in lines:
        print(on_one_line(line))
    raise typer.Exit(exits.OK if all(sound for sound, _ in lines) else exits.ERRORS_FOUND)


def _is_one(folder: Path, folders: "list[BuiltFolder]") -> bool:
    return len(folders) == 1 and folders[0].path == folder
