"""The registry of a repository: issuers, people with their roles, footnotes, and whom EDGAR may call."""
