"""A draft of more rows or owners than EDGAR takes on a form, made into several filings."""
