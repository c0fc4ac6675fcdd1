"""The command line: each command reads, calls, reports and exits."""
