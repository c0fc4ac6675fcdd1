"""AMD: what an amendment says, and of what."""
