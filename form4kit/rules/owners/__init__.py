"""OWN: who reports, from where, as what."""
