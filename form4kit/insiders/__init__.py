"""What follows for one insider from all filings: short-swing profit, what is still open, what falls due."""
