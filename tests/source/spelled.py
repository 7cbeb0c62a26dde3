"""The spelling settings of the made-up documents."""

from spoorboek.config.spelling import Spelling

ENGLISH = Spelling(
    abbreviations=frozenset({"art", "dr", "etc", "pag", "par"}),
    final_abbreviations=frozenset({"a.m"}),
    joining_words=frozenset({"and"}),
    page_words=frozenset({"page", "p"}),
    of_words=frozenset({"of"}),
)
