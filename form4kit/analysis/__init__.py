"""What rules, splitting and amending all ask of a filing: its series, figures, passages and dates."""
