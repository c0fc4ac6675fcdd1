"""An archive judged into two tables: one row for each filing, one for each finding."""
