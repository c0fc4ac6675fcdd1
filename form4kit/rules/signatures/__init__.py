"""SIG: who signed, in which capacity."""
