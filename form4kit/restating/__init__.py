"""From rows of the form back to what was held and what happened."""

from form4kit.restating.restate import Restated, restate

__all__ = ["Restated", "restate"]
