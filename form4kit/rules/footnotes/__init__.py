"""FTN: footnotes and what refers to them."""
