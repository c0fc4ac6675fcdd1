"""The workbench: a page on this machine for people who do not live in an editor."""
