"""Sphinx configuration of the handbook that most tests copy."""

project = "Spoorboek"
author = "Spoorboek"
language = "nl"  # `make html` builds the others by `-D language=…`
spoorboek_languages = ["nl", "en"]
spoorboek_untranslated = ["beslissingen/*", "metingen/*", "techniek/*"]
spoorboek_names = ["Jaarbericht"]
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
spoorboek_handbook = True
spoorboek_source_url = ""  # where a line of a file is shown
spoorboek_licences = {"docs": "CC BY 4.0", "ext": "EUPL-1.2"}
