"""What is held and what happened, to rows of the form."""
