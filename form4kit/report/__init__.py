"""Findings to text and to the formats of other tools: pure strings, nothing printed."""
