"""Readers turn a handbook into a programme."""
