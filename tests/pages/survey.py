"""What a browser sees of a page, and checks of it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin

from playwright.sync_api import Browser, Page

from spoorboek.readers import directives
from tests.pages import keyboard, layout, sites

NOT_THEIRS: Final = {
    "nl": "Geen uitgave van de Inspectie Justitie en Veiligheid",
    "en": "Not a publication of the Inspectorate of Justice and Security",
}
PICTURES: Final = ("data-flow.svg", "growth.svg", "rooms.svg")  # every image file of the handbook
NARROWEST: Final = 320
WIDTHS: Final = (NARROWEST, 360, 800, 1280)
DRAWN: Final = ((1280, "dark"), (360, "light"))
"""The widths that a page is opened in, and the mode in which the focus of the keyboard is looked at there."""
VISIBLE_SHIFT: Final = 0.001  # a shift of the layout that an eye may see; 0.1 is what browsers' makers call good
# These explain how a page is written:
SHOWS_SOURCE: Final = ("regels/", "schrijven.", "eigen-handboek.", "naslag.", "techniek/", "beslissingen/", "metingen/")

_DIRECTIVES: Final = tuple(f"{{{name}}}" for name in sorted(directives.OWN))
_RAW: Final = (":::", "```", "{need}", *_DIRECTIVES, "[[", "]]", "](#", "{{", "{%")
_OPTION: Final = re.compile(r"^\s*:[a-z_]+:", re.MULTILINE)
_STYLE_SHEET: Final = re.compile(r'<link rel="stylesheet"[^>]* href="(?:\.\./)*([^"]+)"')
_NOTHING: Final = re.compile(r"\b(None(?! of)|null|undefined|NaN)\b|<(class|function) ")
_LOADED: Final = """page => {
    const all = (selector, of) => [...page.querySelectorAll(selector)].map(of);
    return [...all('[src]', element => element.getAttribute('src')),
        ...all('link[href]', link => link.getAttribute('href')),
        ...all('source[srcset], img[srcset]', element => element.getAttribute('srcset')),
        ...all('style', style => style.textContent).join(' ').match(/https?:[^)"' ]+/g) || []];
}"""
_REPLACE: Final = f"""html => {{
    const next = new DOMParser().parseFromString(html, 'text/html');
    const loaded = ({_LOADED})(next);
    const isKept = at => at.matches('link[rel=stylesheet], script');
    [...document.head.children].filter(at => !isKept(at)).forEach(at => at.remove());
    document.head.append(...[...next.head.children].filter(at => !isKept(at)));
    next.querySelectorAll('noscript').forEach(at => at.remove());
    document.documentElement.lang = next.documentElement.lang;
    document.body.replaceWith(next.body);
    return loaded;
}}"""
"""Shows another page in the style sheets of the open one, without its scripts; says what the page loads itself."""
_LOOK: Final = """() => {
    const all = (selector, of) => [...document.querySelectorAll(selector)].map(of);
    const isSeen = element => element.checkVisibility({visibilityProperty: true});
    const isNamed = element => element.closest('[aria-hidden=true], [hidden]') || !isSeen(element)
        || element.getAttribute('alt')
        || element.getAttribute('aria-label') || element.getAttribute('aria-labelledby')
        || element.querySelector(':scope > title')
        || element.closest('a, button, label, summary, .nav-overlay-icon')  // axe asks for the name of those
        || [...element.querySelectorAll('use')].some(use =>
            document.querySelector(use.getAttribute('href'))?.querySelector('title'));
    const text = element => {
        const copy = element.cloneNode(true);
        document.body.append(copy);
        copy.querySelectorAll('pre, code').forEach(code => code.remove());
        const said = copy.innerText;
        copy.remove();
        return said;
    };
    // Text by the block it stands in and the language it is said to be in; code and ids are in none.
    const INLINE = ['inline', 'contents'];
    const blockOf = element => {
        let at = element;
        while (at !== document.body && at.localName !== 'title' && INLINE.includes(getComputedStyle(at).display))
            at = at.parentElement;
        return at;
    };
    const CODE = 'script, style, code, pre, kbd, samp, template, noscript, .headerlink, .citation';  // a line to copy
    const inLanguages = () => {
        const found = new Map();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (!node.data.trim() || parent.closest(CODE)) continue;
            const block = blockOf(parent);
            const languages = found.get(block) || found.set(block, {}).get(block);
            const language = parent.closest('[lang]').lang;
            languages[language] = (languages[language] || '') + ' ' + node.data;
        }
        const spoken = ['alt', 'aria-label', 'title', 'placeholder'].flatMap(name =>
            all(`body [${name}]`, at => name === 'title' && at.matches('a.reference') ? null  // the title of an item
                : [at.closest('[lang]').lang, at.getAttribute(name)]).filter(Boolean));
        return [...[...found.values()].flatMap(Object.entries), ...spoken]
            .map(([language, said]) => [language, said.replace(/\\u00ad/g, '').replace(/\\s+/g, ' ').trim()]);
    };
    return {
        title: document.title,
        texts: inLanguages(),
        language: document.documentElement.lang,
        switches: all('nav.languages a', way => [way.hreflang, way.lang, way.getAttribute('href')]),
        alternates: all('head link[rel=alternate][hreflang]', way => [way.hreflang, way.getAttribute('href')]),
        headings: all('h1, h2, h3, h4, h5, h6, [role=heading]', heading => [
            Number(heading.getAttribute('aria-level') || heading.tagName[1]),
            heading.textContent.replace(/#$/, '').trim(), !!heading.closest('article')]),
        ids: all('[id]', element => element.id),
        links: all('a[href]', link => [link.getAttribute('href'), link.textContent.trim()]),
        images: all('img, picture, object, embed, iframe, video, canvas, article svg', image =>
            (image.getAttribute('src') || image.getAttribute('data') || image.tagName.toLowerCase())),
        nameless: all('img, svg', image => isNamed(image) ? '' : image.outerHTML.slice(0, 120)).filter(Boolean),
        body: document.body.innerText,
        article: document.querySelector('article').innerText,
        prose: text(document.querySelector('article')),
        heads: all('th:not([scope])', head => head.textContent.trim()),
    };
}"""
_SKIP_LINK: Final = """() => {
    const at = document.activeElement;
    return at.matches('.skip-to-content') && at.getBoundingClientRect().top >= 0;
}"""
_PAST_THE_MENU: Final = "() => !!document.activeElement.closest('article, footer, .toc-drawer')"
_STICKING_OUT: Final = """() => {
    const edge = document.querySelector('article').getBoundingClientRect().right;
    const scrolls = element => {  // or is for who listens alone
        for (let at = element; at && at.tagName !== 'BODY'; at = at.parentElement) {
            const way = getComputedStyle(at).overflowX;
            const isUnseen = way === 'hidden' && at.getBoundingClientRect().width <= 1;
            if (['auto', 'scroll'].includes(way) || isUnseen) return true;
        }
        return false;
    };
    const said = element => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40);
    const out = [...document.querySelectorAll('article *')]
        .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length)
        .filter(element => [...element.getClientRects()].some(box => box.width > 1 && box.right > edge + 1))
        .filter(element => !scrolls(element))
        .map(element => `${element.tagName.toLowerCase()} "${said(element)}"`);
    const wide = document.documentElement.scrollWidth;
    return wide > innerWidth ? [`the page is ${wide} wide`, ...out] : out;
}"""


_WATCH: Final = """style => {
    window.shifts = [];
    style('html { visibility: hidden }');  // until all of it is there: how much is drawn before is chance
    addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.splice(0, 1));
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(shift => [
        shift.value, shift.sources.map(({node}) => `${node?.nodeName} ${node?.className || ''}`).join(', ')
    ]))).observe({type: 'layout-shift', buffered: true});
}"""
_SHIFTS: Final = """() => document.fonts.ready
    .then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    .then(() => window.shifts.map(([value, what]) => `${value.toFixed(4)} by ${what}`))"""


@dataclass(frozen=True, slots=True)
class Look:
    """What one page shows and loads."""

    name: str
    requests: list[str]
    complaints: list[str]
    shifts: list[str]
    misplaced: list[str]
    out_of_reach: list[str]
    sticking_out: list[str]
    skips: bool
    title: str
    language: str
    switches: list[tuple[str, str, str]]
    alternates: list[tuple[str, str]]
    headings: list[tuple[int, str, bool]]
    ids: list[str]
    links: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    loaded: list[str]
    images: list[str]
    nameless: list[str]
    body: str
    article: str
    prose: str
    heads: list[str]


_STYLED: Final = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
}"""
"""A style sheet that the page did not bring: its policy allows no `<style>` of another."""


def styled(page: Page, css: str) -> None:
    """Show a page with more style than it has, for a test that breaks it."""
    page.evaluate(_STYLED, css)


def window(browser: Browser) -> Page:
    """A page in which nothing moves, so that no test sees a thing half way; it notes what shifts all the same."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    still = "*, *::before, *::after { transition: none !important; scroll-behavior: auto !important }"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => ({_STYLED})({still!r}))")
    page.add_init_script(f"({_WATCH})({_STYLED})")
    return page


def look(page: Page, top: Path, name: str) -> Look:
    """Open a page of the handbook, from its folder, and note what is there, in every width: also whether text is cut
    and each control can be reached."""
    requests: list[str] = []
    complaints: list[str] = []
    listeners = {
        "request": lambda request: requests.append(request.url),
        "requestfailed": lambda request: complaints.append(f"{request.url} does not load"),
        "pageerror": lambda error: complaints.append(error.message),
        "console": lambda message: message.type == "log" or complaints.append(message.text),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    shifts = _opened(page, (top / name).as_uri(), 1280)
    values = page.evaluate(_LOOK)
    loaded = page.evaluate(f"({_LOADED})(document)")
    skips = _skips(page)  # before anything else has had the focus
    misplaced, out_of_reach = _where_it_is(page, *DRAWN[0])
    outside = sticking_out(page)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    shifts += _opened(page, (top / name).as_uri(), 360)
    narrow = _where_it_is(page, *DRAWN[1])
    misplaced, out_of_reach = misplaced + narrow[0], out_of_reach + narrow[1]
    return Look(name, requests, complaints, shifts, misplaced, out_of_reach, outside, skips, loaded=loaded, **values)


class Reader:
    """A window in which pages are read one after another, on the narrowest screen, as they are without script.

    Each takes the place of the page before it, which has the same style sheets: that takes a third of opening it.
    Pages of which scripts, colours and controls matter are opened by `look`."""

    def __init__(self, page: Page, top: Path) -> None:
        self.page = page
        self._top = top
        self._sheets: tuple[str, ...] | None = None

    def look(self, name: str) -> Look:
        """What the page says, and where it leads; each file that it loads must be there."""
        path = self._top / name
        if (sheets := style_sheets(path)) != self._sheets:
            self.page.set_viewport_size({"width": NARROWEST, "height": 800})
            self.page.goto(path.as_uri())
            self._sheets = sheets
        loaded = self.page.evaluate(_REPLACE, path.read_text(encoding="utf-8"))
        files = [path, *(path.parent / urldefrag(url.partition("?")[0])[0] for url in loaded if ":" not in url)]
        absent = [f"{file.name} does not load" for file in files if not file.exists()]
        outside = [f"at {NARROWEST}: {flaw}" for flaw in self.page.evaluate(_STICKING_OUT)]
        requests = [file.resolve().as_uri() for file in files if file == path or file.suffix in (".css", ".js")]
        values = self.page.evaluate(_LOOK)
        return Look(name, requests, absent, [], [], [], outside, skips=True, loaded=loaded, **values)


def style_sheets(path: Path) -> tuple[str, ...]:
    """The names of the style sheets of a page."""
    return tuple(_STYLE_SHEET.findall(path.read_text(encoding="utf-8")))


def _opened(page: Page, url: str, width: int) -> list[str]:
    """What moves while the page is opened."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(url)
    return [f"{shift}, {width} wide" for shift in page.evaluate(_SHIFTS)]


def _where_it_is(page: Page, width: int, mode: str) -> tuple[list[str], list[str]]:
    """Text of the open page that cannot be read where it is, and controls that cannot be reached."""
    page.evaluate("() => scrollTo(0, 0)")
    misplaced = [f"{flaw}, {width} wide" for flaw in layout.flaws(page)]
    page.emulate_media(color_scheme=mode)
    out_of_reach = [f"{flaw} ({mode}, {width})" for flaw in keyboard.flaws(page)]
    page.emulate_media(color_scheme="light")
    return misplaced, out_of_reach


def sticking_out(page: Page, widths: Sequence[int] = WIDTHS) -> list[str]:
    """What makes the open page scroll sideways, or is outside its column, at each width."""
    flaws = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        flaws += [f"at {width}: {flaw}" for flaw in page.evaluate(_STICKING_OUT)]
    return flaws


def _skips(page: Page) -> bool:
    """Does one of the keyboard's first stops show itself and lead past the menu? Buttons of menus may go before it."""
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate(_SKIP_LINK):
            break
    else:
        return False
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    page.keyboard.press("Tab")
    is_past: bool = page.evaluate("location.hash === '#furo-main-content'") and page.evaluate(_PAST_THE_MENU)
    return is_past


def raw_text(look: Look) -> Iterator[str]:
    """Markup of the source that a reader sees as text."""
    shows_source = sites.page(look.name).startswith(SHOWS_SOURCE)
    text = look.prose if shows_source else look.body
    yield from (f"shows {raw!r}" for raw in _RAW if raw in text)
    yield from (f"shows the option {match[0].strip()!r}" for match in _OPTION.finditer(text))
    if not shows_source:
        yield from (f"shows {match[0]!r}" for match in _NOTHING.finditer(text))
    yield from (f"has a link to {href!r} that reads {text!r}" for href, text in look.links if text in ("?", "??", ""))


def structure(look: Look, top: Path) -> Iterator[str]:
    """What is amiss with the frame of a page: title, language, headings, ids, pictures, what it loads."""
    if not look.title.strip() or look.title.strip() in ("-", "<no title>"):
        yield "has no title"
    if look.language != sites.language(look.name):
        yield f"is in {look.language!r}"
    yield from _headings(look)
    yield from (f"has the id {id!r} {n} times" for id, n in Counter(look.ids).items() if n > 1)
    yield from (f"has a picture without a name: {picture}" for picture in look.nameless)
    yield from (
        f"has the picture {image!r}, which is not listed" for image in look.images if not image.endswith(PICTURES)
    )
    yield from (f"loads {url!r}" for url in look.loaded if re.match(r"(https?:)?//", url))
    outside = [url for url in look.requests if not url.startswith((top.as_uri(), "data:"))]
    yield from (f"asks for {url!r}" for url in outside)
    unwanted = [url for url in look.loaded if re.search(r"jquery|sphinx.?needs|needs/|datatables", url)]
    yield from (f"loads {url!r}, which it does not use" for url in unwanted)
    yield from (f"complains: {complaint}" for complaint in look.complaints)
    yield from (f"has a column {head!r} without a scope" for head in look.heads)
    yield from moves(look)
    if NOT_THEIRS[sites.language(look.name)] not in look.body:
        yield "does not say of whom it is no publication"


def moves(look: Look) -> Iterator[str]:
    yield from (
        f"moves while it is opened: {shift}" for shift in look.shifts if float(shift.split()[0]) >= VISIBLE_SHIFT
    )


def _headings(look: Look) -> Iterator[str]:
    own = [(level, text) for level, text, is_in_article in look.headings if is_in_article]
    first = [text for level, text, _ in look.headings if level == 1]
    if len(first) != 1:
        yield f"has {len(first)} headings of the first level: {first}"
    elif not own or own[0][0] != 1:
        yield "does not begin with its heading of the first level"
    for (above, _), (level, text) in itertools.pairwise(own):
        if level > above + 1:
            yield f"jumps from level {above} to {level} at {text!r}"
    yield from ("has an empty heading" for _, text, _ in look.headings if not text)


def dead_links(looks: list[Look], downloads: Iterable[str] = ()) -> Iterator[str]:
    """Links within the handbook that lead to no page, no place on it and none of the files to download."""
    places = {look.name: {"", *look.ids} for look in looks} | {name: {""} for name in downloads}
    for look in looks:
        for href, text in look.links:
            address, anchor = urldefrag(href)
            if re.match(r"[a-z]+:", href):
                if not href.startswith(("https://", "http://", "mailto:")):
                    yield f"{look.name}: {text!r} leads to {href}"
                continue
            address = address.partition("?")[0]
            target = unquote(urljoin(look.name, address)) if address else look.name
            if target not in places:
                yield f"{look.name}: {text!r} leads to {href}, where there is no page"
            elif unquote(anchor) not in places[target]:
                yield f"{look.name}: {text!r} leads to {href}, where there is no such place"


def lost_items(looks: list[Look], ids: list[str]) -> Iterator[str]:
    """Items that are not in one place, on one page."""
    pages = Counter(id for look in looks for id in look.ids)
    yield from (f"{id} is an anchor {pages[id]} times" for id in ids if pages[id] != 1)
