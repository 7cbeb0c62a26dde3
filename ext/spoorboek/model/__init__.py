"""The nouns: programme, items, links, findings, messages, dates. Knows no other room."""
