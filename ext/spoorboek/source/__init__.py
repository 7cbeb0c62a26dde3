"""Reads a published document into sentences, and proves by counting that no word was lost."""
