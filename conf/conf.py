"""How Sphinx builds the handbook. What the programme is made of stands in ubproject.toml."""

project = "Spoorboek"
author = "Spoorboek"
language = "nl"  # `make html` builds the others by `-D language=…`
spoorboek_languages = ["nl", "en"]  # the first is the one that pages are written in
spoorboek_untranslated = ["beslissingen/*", "metingen/*", "techniek/*"]  # English on every site
spoorboek_names = [  # stay Dutch in other languages, beside the names of organisations, sources and investigations
    "Jaarbericht", "Jaarbericht 2019", "Jaarbericht 2022", "Jaarbericht 2023", "Jaarbericht 2024", "Kamerstuk",
    "Koninklijke Marechaussee", "Meerjarenperspectief", "Onderzoeksraad voor Veiligheid", "Onderzoeksraad",
    "Openbaar Ministerie", "Pedagogisch uitgangspunt onder druk", "Politie", "Stand van de uitvoering",
    "Standen van de uitvoering", "Dreigingsbeeld Terrorisme Nederland 58", "Terrorisme/extremisme",
    "Thesauri en Ontologieën voor OverheidsInformatie", "Tweede Kamer", "Vroegsignalering van radicalisering",
    "Verzamelbrief justitiële jeugd", "Werkprogramma", "Werkprogramma 2024", "Werkprogramma 2025",
    "Werkprogramma 2026", "Wet coördinatie terrorismebestrijding en nationale veiligheid", "Gemeenten",
    "Algemene Rekenkamer", "Als zelfs overheidsingrijpen kinderen geen bescherming biedt", "Stichting Halt",
    "Inspectie van het Onderwijs", "Kwetsbare kinderen, kwetsbaar stelsel", "Nederlandse Arbeidsinspectie",
    "Signalen Jeugdbeschermingsketen", "Werkprogramma 2020", "Werkprogramma 2022", "Werkprogramma 2023",
    "ministerie van Asiel en Migratie", "in het lokale domein",
    "ministerie van Justitie en Veiligheid", "Bewaken en beveiligen. Lessen uit drie beveiligingssituaties",
    "Intensief toezicht", "Verdiepend toezicht", "Inspectie Gezondheidszorg en Jeugd", "GPP-publicatiebank",
    "Jaarbericht 2016", "Jaarbericht 2017", "Jaarbericht 2018", "Jaarbericht 2020", "Jaarbericht 2021",
    "Werkprogramma 2019", "Werkprogramma 2021", "Werkprogramma 2027", "Meerjarenperspectief 2021-2024",
    "Meerjarenperspectief 2025-2028", "Staat van de sanctietoepassing", "Toezicht dat ertoe doet", "Toezicht met focus",
    "Noodhulp, incidentafhandeling door de politie", "ondermijning", "tbs",
]  # fmt: skip
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
spoorboek_handbook = True  # items are judged as they are written, and drawn as sections of the page

# Whose this is: every page, sheet and calendar says so. `make publish` refuses until these three are filled in.
spoorboek_maker = ""  # the office or organisation that publishes, no private person; its owner fills it in
spoorboek_contact = ""  # a mail or web address; where that opens an issue at a forge, *Report an error* fills it in
html_baseurl = ""  # the public address of the first page, as https://example.org/spoorboek/

# Where a line of a file is shown, for who reports a flaw in it: https://forge.example/project/blob/{commit}/{file}#L{line}
spoorboek_source_url = ""  # the project has no public address yet, so pages name file and line, and lead nowhere
spoorboek_report = "errata#een-fout-melden"  # where a page leads who reports an error, while there is no address
spoorboek_foot = ["over", "toegankelijkheid"]  # pages that the foot of every page leads to
spoorboek_makers = "makers"  # the page above those for makers, which a search shows apart
spoorboek_lists = [  # pages that a search which found nothing leads on to
    "2024/voornemens/index", "2024/gebeurtenissen", "organisaties/index", "bronnen", "begrippen",
]  # fmt: skip
spoorboek_licences = {"docs": "CC BY 4.0", "ext": "EUPL-1.2"}  # of the text in each folder, as REUSE.toml has it
