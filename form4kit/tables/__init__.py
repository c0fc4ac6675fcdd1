"""Drafts from a table: one for each line of a CSV file, with the people of the registry."""

from form4kit.tables.drafts import Draft, Drafts, drafts_from
from form4kit.tables.faults import FAULTS
from form4kit.tables.kinds import TABLE_KINDS
from form4kit.tables.summary import summary

__all__ = ["FAULTS", "TABLE_KINDS", "Draft", "Drafts", "drafts_from", "summary"]
