"""Declare values that no code changes: the type checker sees to it, and making one costs what it must.

A dataclass that is frozen at run time sets each attribute by a detour, and takes five times as long to make;
a filing has a hundred values and more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(*, kw_only: bool = False, slots: bool = True) -> Callable[[type[T]], type[T]]:
    """Make a class a dataclass with hash, whose attributes the type checker lets nobody set."""
    return dataclass(kw_only=kw_only, slots=slots, unsafe_hash=True)
