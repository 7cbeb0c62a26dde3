"""Readers that turn the files of a handbook into a programme, without Sphinx."""
