"""Each check of a page fails for the flaw that is put into a sound page."""

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import arriving, keyboard, layout, reading, survey, without_script
from tests.pages.shared import Notes, share
from tests.pages.survey import Look

SOUND = (
    "<!doctype html><html lang=nl><head><title>Thema</title><style>:focus-visible { outline: 3px solid #06c }</style>"
    "</head><body><a class=skip-to-content href='#furo-main-content'>Naar de inhoud</a><p><a href='#THM-x'>Menu</a></p>"
    "<article id=furo-main-content><h1>Thema</h1><p id=THM-x>Tekst</p><h2>Kop</h2>"
    "<a href='#THM-x'>Naar het thema</a></article>"
    f"<footer>{survey.NOT_THEIRS['nl']}.</footer></body></html>"
)
JUMP = "document.head.append(Object.assign(document.createElement('style'), {textContent: 'h1 { margin-top: 9em }'}))"
MEND = "addEventListener('load', () => { document.querySelector('b').style.width = 'auto' })"
KNOWN = frozenset({"Inspectie", "Justitie", "Kamer", "Tweede", "Veiligheid"})


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Callable[[str], Page]:
    """The sound page with something in the place of its text, open in a browser."""

    def open_it(planted: str) -> Page:
        (tmp_path / "x.html").write_text(SOUND.replace("Tekst", planted), encoding="utf-8")
        page.goto((tmp_path / "x.html").as_uri())
        return page

    return open_it


@pytest.fixture
def look(page: Page, tmp_path: Path) -> Callable[..., Look]:
    """What the survey makes of the sound page with something in the place of its text or of another part; opened
    where scripts, widths or controls matter."""

    def look(planted: str, instead_of: str = "Tekst", *, opened: bool = False) -> Look:
        assert instead_of in SOUND
        (tmp_path / "x.html").write_text(SOUND.replace(instead_of, planted, 1), encoding="utf-8")
        return survey.look(page, tmp_path, "x.html") if opened else survey.Reader(page, tmp_path).look("x.html")

    return look


@pytest.mark.parametrize("opened", [True, False])
def test_a_sound_page_passes_every_guard(look: Callable[..., Look], tmp_path: Path, opened: bool) -> None:
    sound = look("Tekst", opened=opened)
    assert (*sound.misplaced, *sound.out_of_reach, *sound.shifts, *sound.sticking_out, sound.skips) == (True,)
    assert [*survey.raw_text(sound), *survey.structure(sound, tmp_path), *survey.dead_links([sound])] == []
    assert list(survey.lost_items([sound], ["THM-x"])) == []
    assert [*reading.foreign_words(sound), *reading.persons(sound, KNOWN), *reading.house_style(tmp_path)] == []


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("Tekst", ":::{theme}", "shows ':::'"),
        ("Tekst", "{need}`THM-x`", "shows '{need}'"),
        ("Tekst", ":grounded_in: WP2024-P1-S1", "shows the option ':grounded_in:'"),
        ("Tekst", "Datum: None", "shows 'None'"),
        ("Tekst", "[[trace]]", "shows '[['"),
        (">Naar het thema", ">?", "has a link to '#THM-x' that reads '?'"),
    ],
)
def test_raw_text_is_reported(look: Callable[..., Look], old: str, new: str, flaw: str) -> None:
    assert flaw in survey.raw_text(look(new, old))


def test_a_page_that_explains_the_source_may_show_it_as_code_only(look: Callable[..., Look]) -> None:
    for planted, flaws in (("<pre>:::{theme}</pre>", []), (":::{theme}", ["shows ':::'"])):
        assert list(survey.raw_text(replace(look(planted), name="regels/x.html"))) == flaws


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("<title>Thema", "<title>", "has no title"),
        ("lang=nl", "lang=en", "is in 'en'"),
        ("<h2>Kop</h2>", "<h1>Kop</h1>", "has 2 headings of the first level: ['Thema', 'Kop']"),
        ("<h2>Kop</h2>", "<h3>Kop</h3>", "jumps from level 1 to 3 at 'Kop'"),
        ("<h2>Kop</h2>", "<h2></h2>", "has an empty heading"),
        ("<h2>", "<h2 id=THM-x>", "has the id 'THM-x' 2 times"),
        ("Tekst", "<img src='data:,'>", 'has a picture without a name: <img src="data:,">'),
        ("Tekst", "<img src='rijkslogo.svg' alt=''>", "has the picture 'rijkslogo.svg', which is not listed"),
        ("</head>", "<script src='https://example.org/x.js'></script></head>", "loads 'https://example.org/x.js'"),
        (
            "</head>",
            "<script src='_static/jquery.js'></script></head>",
            "loads '_static/jquery.js', which it does not use",
        ),
        ("Tekst", "<script src=gone.js></script>", "complains: gone.js does not load"),
        ("Tekst", "<table><tr><th>Titel</table>", "has a column 'Titel' without a scope"),
        (survey.NOT_THEIRS["nl"], "Een uitgave", "does not say of whom it is no publication"),
    ],
)
def test_a_flaw_of_structure_is_reported(
    look: Callable[..., Look], tmp_path: Path, old: str, new: str, flaw: str
) -> None:
    assert flaw in survey.structure(look(new, old), tmp_path)


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("<style>@import '//example.org/x.css'</style>", "asks for 'file://example.org/x.css'"),
        ("<script src=gone.js></script>", "gone.js does not load"),
        ("<script>throw Error('au')</script>", "complains: au"),
    ],
)
def test_what_goes_wrong_while_a_page_is_opened_is_reported(
    look: Callable[..., Look], tmp_path: Path, planted: str, flaw: str
) -> None:
    flaws = survey.structure(look(f"{planted}</head>", "</head>", opened=True), tmp_path)
    assert [own_flaw for own_flaw in flaws if own_flaw.endswith(flaw)]


@pytest.mark.parametrize(
    ("href", "flaw"),
    [
        ("y.html", "x.html: 'Naar het thema' leads to y.html, where there is no page"),
        ("#THM-y", "x.html: 'Naar het thema' leads to #THM-y, where there is no such place"),
        ("file:///x.html", "x.html: 'Naar het thema' leads to file:///x.html"),
    ],
)
def test_a_dead_link_is_reported(look: Callable[..., Look], href: str, flaw: str) -> None:
    assert list(survey.dead_links([look(f"{href}'>Naar", "#THM-x'>Naar")])) == [flaw]


def test_a_lost_item_is_reported(look: Callable[..., Look]) -> None:
    sound = look("Tekst")
    assert list(survey.lost_items([sound], ["THM-x", "THM-y"])) == ["THM-y is an anchor 0 times"]
    assert list(survey.lost_items([sound, sound], ["THM-x"])) == ["THM-x is an anchor 2 times"]


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("style", ["", "body { overflow-x: hidden }"])
def test_what_sticks_out_is_reported(look: Callable[..., Look], style: str, opened: bool) -> None:
    wide = f"<style>{style}</style><span style='white-space: nowrap'>{'Lang woord ' * 20}</span>"
    assert any("Lang woord" in flaw for flaw in look(wide, opened=opened).sticking_out)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<a class=skip-to-content href='#furo-main-content'>Naar de inhoud</a>", ""),
        ("class=skip-to-content", "class=skip-to-content style='position: fixed; top: -99px'"),
        ("href='#furo-main-content'", "href='#top'"),
    ],
)
def test_a_skip_link_that_does_not_work_is_reported(look: Callable[..., Look], old: str, new: str) -> None:
    assert not look(new, old, opened=True).skips


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("<button style='outline: none'>Sluit</button>", "does not show that it has the focus"),
        ("<button style='outline: 3px solid transparent'>Sluit</button>", "does not show that it has the focus"),
        ("<span style='cursor: pointer'>Klik hier</span>", "is for the mouse alone"),
        (
            "<label for=open style='cursor: pointer'>Menu</label><input id=open type=checkbox hidden>",
            "is for the mouse alone",
        ),
        ("<a href='#THM-x' style='position: fixed; left: -9rem'>Menu</a>", "has the focus beside the screen"),
        (
            "<a href='#THM-x'>Onder</a><b style='position: fixed; inset: 0; background: #fff'></b>",
            "has the focus where other things cover it",
        ),
    ],
)
def test_what_the_keyboard_cannot_do_is_reported(show: Callable[[str], Page], planted: str, flaw: str) -> None:
    assert any(flaw in flaws for flaws in keyboard.flaws(show(planted)))


def test_the_keyboard_walks_past_a_sound_page(show: Callable[[str], Page]) -> None:
    assert keyboard.walk(show("<input type=radio name=a><input type=radio name=a>")) == []


def test_a_trap_for_the_keyboard_is_reported(show: Callable[[str], Page]) -> None:
    trap = "<input aria-label=Val onkeydown='event.preventDefault()'>"
    flaws = keyboard.walk(show(trap))
    assert [flaw for flaw in flaws if "Naar het thema" in flaw and "is never reached" in flaw]


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("<b style='display: block; overflow: hidden; height: 1em'>Twee<br>regels</b>", 'b "regels" is cut by b'),
        (
            "<b class=x style='display: block; overflow: hidden; width: 3em; white-space: nowrap'>Een lange regel</b>",
            'b.x "Een lange regel" is cut by b.x',
        ),
        ("Onder<b style='position: absolute; left: .8rem'>Boven</b>", 'p#THM-x "Onder" overlaps b "Boven"'),
    ],
)
def test_misplaced_text_is_reported(show: Callable[[str], Page], planted: str, flaw: str) -> None:
    assert flaw in layout.flaws(show(planted))


@pytest.mark.parametrize(
    "planted",
    [
        "<b style='position: absolute; width: 1px; height: 1px; overflow: hidden'>Voor wie luistert</b>",
        "<b style='display: block; overflow: auto; width: 3em; white-space: nowrap'>Een lange regel</b>",
        "<sup>1</sup> en <b style='line-height: 1'>dichte<br>regels</b>",
    ],
)
def test_text_that_is_where_it_should_be_is_not_reported(show: Callable[[str], Page], planted: str) -> None:
    assert layout.flaws(show(planted)) == []


def test_what_shifts_while_a_page_opens_is_reported(look: Callable[..., Look], tmp_path: Path) -> None:
    late = "Tekst<script>addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {"
    late += " document.querySelector('h1').style.marginTop = '300px' })))</script>"
    flaws = list(survey.structure(look(late, opened=True), tmp_path))
    assert any(flaw.startswith("moves while it is opened: 0.") for flaw in flaws)


def test_a_table_whose_columns_wait_for_its_last_row_is_reported(page: Page, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{word}</td><td>Tekst</td></tr>" for word in [*"abcdef", "Aangifteprocessenoverzicht"])
    table = f"<table>{{}}<thead><tr><th>Wat</th><th>Hoe</th></tr></thead><tbody>{rows}</tbody></table>"
    path = tmp_path / "x.html"
    for widths, expected in (("", ['TH "Hoe"']), ("<colgroup><col width=240><col width=60></colgroup>", [])):
        path.write_text(SOUND.replace("Tekst", table.format(widths), 1), encoding="utf-8")
        assert [flaw.partition(" moves")[0] for flaw in arriving.flaws(page, path.as_uri())][:1] == expected


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("This is the text that nobody marked", "says in 'nl' what is in 'en'"),
        ("Eerst een zin. Nobody translated this sentence. Dan weer een.", "says in 'nl' what is in 'en': 'Nobody"),
        ("<img src='data:,' alt='The tree and the sea'>", "says in 'nl' what is in 'en'"),
        ("<input placeholder='Search the whole handbook'>", "says in 'nl' what is in 'en'"),
        ("<span lang=en>Dit is de tekst die niet Engels is</span>", "says in 'en' what is in 'nl'"),
        ("<span lang=en>Read on. Niemand heeft deze zin vertaald.</span>", "says in 'en' what is in 'nl': 'Niemand"),
        (
            "<p lang=en><a href='#x' aria-label='Naar de zin in het programma'>On</a></p>",
            "says in 'en' what is in 'nl'",
        ),
    ],
)
def test_text_in_an_unmarked_language_is_reported(look: Callable[..., Look], planted: str, flaw: str) -> None:
    assert [own_flaw for own_flaw in reading.foreign_words(look(planted)) if own_flaw.startswith(flaw)]


@pytest.mark.parametrize(
    "planted",
    [
        "<span lang=en>This is the text</span>",
        "<code>this is not the text</code>",
        "docs/which-and-what-the.md",
        "S504 unknown-option of-the-one-and-the-other",
        "<p lang=en>The <i lang=nl>Centraal Orgaan opvang asielzoekers</i> is named on this page</p>",
    ],
)
def test_text_in_a_marked_language_passes(look: Callable[..., Look], planted: str) -> None:
    assert list(reading.foreign_words(look(planted))) == []


def test_a_sentence_that_stayed_dutch_on_an_english_page_is_reported(page: Page, handbook: Path) -> None:
    text = (handbook / "en/over.html").read_text(encoding="utf-8")
    planted = handbook / "en/planted-language.htm"
    planted.write_text(text.replace("</article>", "<p>Elke week komt er iets bij.</p></article>"), encoding="utf-8")
    flaws = list(reading.foreign_words(survey.Reader(page, handbook).look("en/planted-language.htm")))
    planted.unlink()
    assert flaws == ["says in 'en' what is in 'nl': 'Elke week komt er iets bij.'"]


def test_a_short_text_that_is_the_same_in_both_languages_is_reported(look: Callable[..., Look]) -> None:
    original = look("x")
    dutch = replace(original, texts=[("nl", "Soort"), ("nl", "Politie 2"), ("nl", "Menu"), ("nl", "Stand")])
    english = replace(
        original, name="en/x.html", texts=[("en", "Soort"), ("en", "Politie 2"), ("en", "Menu"), ("nl", "Stand")]
    )
    flaws = list(reading.left_as_is([dutch, english], frozenset({"Politie"})))
    assert flaws == ["en/x.html says in 'en' what stands in 'nl' too: 'Soort'"]


def test_a_foreign_title_on_another_page_is_reported(look: Callable[..., Look]) -> None:
    dutch = look("Where to go")
    english = replace(look("x"), headings=[(1, "Where to go", True)], texts=[("en", "Where to go")], name="y.html")
    assert list(reading.titles_abroad([dutch, english])) == ["x.html says in 'nl' what is in 'en': 'Where to go'"]


@pytest.mark.parametrize(
    "planted",
    [
        "De minister Van Voorbeeld schreef dat",
        "De staatssecretaris Voorbeeld schreef dat",
        "mevrouw A. Voorbeeld schreef dat",
        "Volgens J.P. van Voorbeeld is het af",
        "Dat zei toen Jan Voorbeeld-Fictief erbij",
    ],
)
def test_a_name_of_a_person_is_reported(look: Callable[..., Look], planted: str) -> None:
    assert [flaw for flaw in reading.persons(look(planted), KNOWN) if flaw.startswith("may name a person: ")]


@pytest.mark.parametrize(
    "planted", ["De minister van Justitie schrijft", "brief aan de Tweede Kamer", "het WP2024-C4 van JenV"]
)
def test_a_name_that_is_no_persons_passes(look: Callable[..., Look], planted: str) -> None:
    assert list(reading.persons(look(planted), KNOWN)) == []


@pytest.mark.parametrize(
    ("name", "text", "flaw"),
    [
        ("x.css", "@font-face { font-family: x }", "x.css brings a font"),
        ("x.css", ":root { --rhc-color: red }", "x.css has '--rhc-'"),
        ("x.html", "<p style='font-family: RO Sans'>", "x.html has 'RO Sans'"),
        ("x.woff2", "", "x.woff2 is a font"),
        ("rijkslogo.svg", "<svg/>", "rijkslogo.svg is called after a house style"),
    ],
)
def test_a_borrowed_house_style_is_reported(tmp_path: Path, name: str, text: str, flaw: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert flaw in list(reading.house_style(tmp_path))


def test_the_weight_of_a_page_is_that_of_what_it_loads(look: Callable[..., Look], tmp_path: Path) -> None:
    (tmp_path / "heavy.js").write_text("//" + "x" * 998, encoding="utf-8")
    for opened in (True, False):
        look_at_heavy = look("Tekst<script src=heavy.js></script>", opened=opened)
        assert reading.weight(look_at_heavy, tmp_path) == 1000 + (tmp_path / "x.html").stat().st_size


@pytest.mark.parametrize(
    ("planted", "flaw"),
    [
        ("<noscript>Tekst</noscript><script>document.write('Meer')</script>", "x.html reads otherwise: "),
        (f"<script>{JUMP}</script>Tekst", "x.html: script moves 'Thema'"),
        (f"<script>{MEND}</script><b style='display: inline-block; width: 50em'>Breed</b>", "x.html at 320"),
    ],
)
def test_what_a_page_lacks_without_script_is_reported(
    browser: Browser, show: Callable[[str], Page], planted: str, flaw: str
) -> None:
    page = show(planted)
    window = without_script.Window(browser)
    flaws = without_script.flaws(window, page.url, "x.html", without_script.plain(page))
    window.close()
    assert [own_flaw for own_flaw in flaws if own_flaw.startswith(flaw)], flaws


def test_axe_judges_what_is_there_without_script_alone(browser: Browser, show: Callable[[str], Page]) -> None:
    page = show(
        "<main><h1>Licht</h1><select></select></main>"
        "<script>document.querySelector('select').setAttribute('aria-label', 'Licht')</script>"
    )
    window = without_script.Window(browser)
    flaws = without_script.flaws(window, page.url, "x.html", without_script.plain(page))
    window.close()
    assert "select-name" in {flaw.split(":")[1].split()[0] for flaw in flaws}


def test_workers_share_the_pages_and_each_is_looked_at_once(tmp_path: Path) -> None:
    names = [f"a/{number}.html" for number in range(20)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.starmap(share, [(tmp_path, names, _see)] * 2)
    assert [notes["name"] for notes in found[0]] == names
    assert found[1:] == found[:-1]


def test_a_page_of_a_worker_that_died_is_taken_up(tmp_path: Path) -> None:
    def die(name: str) -> Notes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        share(tmp_path, ["x.html"], die)
    assert share(tmp_path, ["x.html"], _see)[0]["name"] == "x.html"


def _see(name: str) -> Notes:
    return {"name": name, "worker": os.getpid()}
