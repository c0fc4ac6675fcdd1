"""Text to trees that remember line and column: YAML drafts, XML documents, EDGAR full submissions."""
