"""Every kind of event, by its name in a draft."""
