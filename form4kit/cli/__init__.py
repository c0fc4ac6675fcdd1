"""The command line: each command reads, calls, reports and exits."""

import gc

# What a start makes lives to the end of the run: looking it over for cycles costs a tenth of the start.
gc.set_threshold(50_000, 10, 10)
