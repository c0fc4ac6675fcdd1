"""The law as dated values with their sources: codes, calendar and deadlines."""
