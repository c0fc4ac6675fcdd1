"""Compiler, linter and proof press for SEC Forms 3, 4 and 5."""

__version__ = "0.1.0"
