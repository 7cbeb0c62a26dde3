"""Asks every rule, sets aside what is waived, selects, and writes stamps."""
