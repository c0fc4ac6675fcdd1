"""Many drafts at once: a pool of processes, what travels to a worker, and what comes back."""
