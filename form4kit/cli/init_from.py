"""`form4kit init --from`: a repository set up from old filings, by the same plan as the workbench's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.cli import options as opt
from form4kit.cli.planned import carried


@dataclass(frozen=True, slots=True)
class CompanyOptions:
    """What the options say of the company; None is not said."""

    cik: str | None = None
    name: str | None = None
    symbol: str | None = None
    fiscal_year_end: str | None = None
    foreign_private: bool | None = None


def init_from(directory: Path, paths: list[Path], company: CompanyOptions) -> None:
    """Read old filings, say of each file what became of it, and write the registry."""
    from form4kit.outcome import new_york_now
    from form4kit.report.secrets import on_one_line
    from form4kit.steps.start import StartAnswers, carry_out, plan
    from form4kit.steps.start_company import CompanyAnswers

    dropped = tuple(_read(paths))
    now = new_york_now()
    try:
        seen = plan(directory, StartAnswers(parts=(), dropped=dropped), now).facts
        (first, *more) = seen["companies"] or [{"cik": "", "names": [], "symbols": []}]
        if more and company.cik is None:
            ciks = ", ".join(each["cik"] for each in (first, *more))
            opt.fail(f"the filings are of several issuers, {ciks}: say which by --cik")
        known = next(
            (each for each in (first, *more) if each["cik"] == (company.cik or "").lstrip("0")), first
        )
        names, symbols = known["names"], known["symbols"]
        said = CompanyAnswers(
            cik=company.cik or known["cik"],
            name=company.name or (names[0] if len(names) == 1 else ""),
            symbol=company.symbol or (symbols[-1] if symbols else ""),
            fiscal_year_end=company.fiscal_year_end or "",
            foreign_private=company.foreign_private,
        )
        planned = plan(directory, StartAnswers(dropped=dropped, companies=(said,)), now)
    except OSError as error:
        opt.fail(f"{error.filename or directory}: {opt.reason(error)}")
    for line in seen["read"]["lines"]:
        kept = f", kept as filed/{line['kept']}" if line["kept"] else ""
        opt.say(f"{on_one_line(line['name'])}: {line['became']}, {on_one_line(line['words'])}{kept}")
    print(f"{seen['read']['sentence']}." if seen["read"]["sentence"] else "No file read.")
    carried(planned, carry_out)


def _read(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are given, and those in folders that are. Ends with exit code 2."""
    from form4kit.source.limits import LARGEST
    from form4kit.steps.given_file import MOST_BYTES
    from form4kit.storage.regular import is_regular, read_regular

    try:
        for path in paths:
            inside = path.is_dir()
            for file in sorted(path.rglob("*")) if inside else [path]:
                if inside and (file.is_symlink() or not is_regular(file)):
                    continue
                most = MOST_BYTES if file.suffix.lower() == ".zip" else LARGEST
                yield (
                    (file.relative_to(path).as_posix() if inside else file.name),
                    read_regular(file, most + 1),
                )
    except OSError as error:
        opt.fail(f"{error.filename}: {opt.reason(error)}")
