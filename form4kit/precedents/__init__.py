"""The wordings that others filed: footnotes and remarks of an archive, indexed and ranked."""
