"""A paper from Word, text or HTML, turned into what EDGAR takes."""
