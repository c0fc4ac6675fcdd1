"""The rule book: one module per topic, one decorated function per rule."""
