"""XML: the document as it is written."""
