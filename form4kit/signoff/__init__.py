"""A packet to sign, its signature, and the record of what was filed."""
