"""What earlier filings say together: balances over time, the ledger, and who was late."""
