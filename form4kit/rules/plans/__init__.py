"""PLN: Rule 10b5-1 plans."""
