"""The parts of `prepare`: answers, questions, pasted lines, balances, the text of the draft, its cells."""
