"""From rows of the form back to what was held and what happened."""
