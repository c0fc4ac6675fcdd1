"""Ratios, measured: `python -m benchmarks.run`."""
