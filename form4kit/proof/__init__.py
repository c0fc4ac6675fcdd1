"""The printed form: a filing as EDGAR's public website shows it (HTML), and its proof (PDF)."""
