"""Holding rows: every form in which a class that was traded is held, and what Form 3 reports.

A form shows the total of each class in which a transaction is reported, each form of ownership on a line of
its own (Form 4, General Instruction 4(a)(i)).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from form4kit.analysis.series import key_of
from form4kit.events.balances import Balances
from form4kit.events.faults import SERIES_UNCLEAR
from form4kit.events.positions import Position, security_class
from form4kit.events.rows import holding
from form4kit.findings import Finding
from form4kit.model import Filing, Row, Table


def holdings_above(balances: Balances, rows: Mapping[Table, Sequence[Row]]) -> list[tuple[Position, Row]]:
    """Return the positions whose holding row a draft wants above the transactions, and the row."""
    found: list[tuple[Position, Row]] = []
    for position in balances.positions.values():
        balance = balances.balance(position)
        if position.above and balance is not None:
            index = len(rows[position.table]) + sum(other.table == position.table for other, _ in found)
            found.append((position, holding(position, balance, index, balance_column=True)))
    return found


def shares_held(balances: Balances) -> tuple[tuple[str, Decimal], ...]:
    """Return what the positions in Table I hold of each class, by title; none where it is not all known."""
    found: dict[str, Decimal | None] = {}
    for position in balances.positions.values():
        if not position.derivative and not position.in_value:
            so_far, balance = found.get(position.title, Decimal(0)), balances.balance(position)
            found[position.title] = None if so_far is None or balance is None else so_far + balance
    return tuple((title, total) for title, total in found.items() if total is not None)


def holdings(
    filing: Filing, balances: Balances, rows: Mapping[Table, Sequence[Row]], findings: list[Finding]
) -> list[tuple[Position, Row]]:
    """Return the positions that want a holding row, and the row, in the order of the positions."""
    found: list[tuple[Position, Row]] = []
    added: dict[Table, int] = {"non_derivative": 0, "derivative": 0}
    written = [row for table in rows.values() for row in table]
    lines = {key_of(row) for row in written}
    traded = {security_class(row) for row in written if not row.holding}
    moved = {each.movement.position.name for each in balances.applied}
    for position in balances.positions.values():
        wanted = position.report or filing.base_form == "3" or security_class(position) in traded
        if not wanted or position.above or position.name in moved:
            continue
        balance = balances.balance(position)
        if balance is None:
            if not position.declared:
                message = f"earlier filings leave open how much of {position.words} is held"
                hint = "Declare it under `positions:` with what is `held`: its class is on this form."
                findings.append(SERIES_UNCLEAR.at(position.at(), message, hint))
            continue
        index = len(rows[position.table]) + added[position.table]
        row = holding(position, balance, index, balance_column=filing.base_form != "3")
        if (balance or position.report) and key_of(row) not in lines:
            added[position.table] += 1
            found.append((position, row))
    return found
