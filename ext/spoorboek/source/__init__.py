"""A published document, read sentence by sentence, with a count that proves that no word was lost."""
