"""What is done: each act is planned first, writing nothing, and then carried out as it was shown."""
