"""EDGAR's two files: the ownership document and the submission that carries it."""
