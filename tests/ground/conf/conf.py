"""How the handbook of the tests is built."""

project = "Spoorboek"
author = "Spoorboek"
language = "nl"  # `make html` builds the others by `-D language=…`
spoorboek_languages = ["nl", "en"]
spoorboek_untranslated = ["techniek/*"]
spoorboek_names = ["Jaarbericht"]
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
spoorboek_handbook = True
