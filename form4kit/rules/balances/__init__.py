"""BAL: the amounts owned after each transaction."""
