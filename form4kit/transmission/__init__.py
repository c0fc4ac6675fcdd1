"""What goes to EDGAR, and what EDGAR answers."""
