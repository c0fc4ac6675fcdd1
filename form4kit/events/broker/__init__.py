"""Brokers' tables of fills: what they are written in, what their columns say, which lines are trades."""
