"""The two tables of an audit as Parquet files, written as the rows come and never held whole."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from form4kit.audit.rows import Audited, FilingRow, FindingRow

_GROUP = 16_384
"""Rows held before they are written: some megabytes."""
NOT_JUDGED = "form4kit.not_judged"
"""The key under which a table keeps the codes of rules that some sources could not be judged by."""
_WORD = pa.dictionary(pa.int32(), pa.string())
_TYPES = {
    "published": pa.bool_(),
    "allowed": pa.bool_(),
    "owners": pa.list_(pa.string()),
    "period": pa.date32(),
    "filed": pa.date32(),
    **dict.fromkeys(("year", "transactions", "holdings", "footnotes"), pa.int32()),
    **dict.fromkeys(("errors", "warnings", "notes", "line", "column"), pa.int32()),
    **dict.fromkeys(("form", "edition", "rule", "severity", "authority"), _WORD),
}
FILINGS = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FilingRow._fields])
FINDINGS = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FindingRow._fields])


def beside(findings: Path) -> Path:
    """Return where the filings go: `filings.parquet` beside `findings.parquet`, `x-filings` beside `x`."""
    if "findings" in findings.stem:
        return findings.with_stem(findings.stem.replace("findings", "filings"))
    return findings.with_stem(f"{findings.stem}-filings")


class Tables:
    """Both tables, open for rows; they take their names only when all is written.

    A context manager. Raises OSError where they cannot be written.
    """

    def __init__(self, findings: Path) -> None:
        findings.parent.mkdir(parents=True, exist_ok=True)
        self._filings = _Table(beside(findings), FILINGS)
        self._findings = _Table(findings, FINDINGS)

    def __enter__(self) -> "Tables":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in (self._filings, self._findings):
            table.close(keep=kind is None)

    def lack(self, rules: Iterable[frozenset[str]]) -> None:
        """Note the rules that some of the sources could not be judged by."""
        if codes := sorted(frozenset[str]().union(*rules)):
            for table in (self._filings, self._findings):
                table.writer.add_key_value_metadata({NOT_JUDGED: " ".join(codes)})

    def add(self, audited: Audited) -> None:
        """Take the rows of one source."""
        self._filings.add([audited.filing, *audited.others])
        self._findings.add(audited.findings)


class _Table:
    def __init__(self, file: Path, schema: pa.Schema) -> None:
        self.file, self.schema = file, schema
        self.part = file.with_name(f".{file.name}.part")
        self.rows: list[Sequence[Any]] = []
        self.writer = pq.ParquetWriter(self.part, schema, compression="zstd")

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows += rows
        if len(self.rows) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.schema)
        arrays = [
            pa.array(column, type=field.type) for column, field in zip(columns, self.schema, strict=True)
        ]
        self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.rows.clear()

    def close(self, *, keep: bool) -> None:
        try:
            if keep:
                self.flush()
            self.writer.close()
            if keep:
                self.part.replace(self.file)
        finally:
            self.part.unlink(missing_ok=True)
