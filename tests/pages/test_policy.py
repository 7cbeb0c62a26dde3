"""Each page has a Content-Security-Policy that the browser enforces and that blocks nothing of its own."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.handbooks import ground
from tests.pages import kinds
from tests.running import built

POLICY: Final = re.compile(
    r'<head>(?:\s*<meta (?!http-equiv)[^>]*>)*\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
INLINE: Final = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
STYLED: Final = re.compile(r'<[^>]* style="([^"]*)"')
HANDLED: Final = re.compile(r"<[^>]* on\w+=", re.IGNORECASE)
ATTACK: Final = """<script>document.title = "ran"</script>
<img src="nothing" onerror="document.title = 'ran'">
<a id="attack" href="javascript:void(document.title = 'ran')">x</a>
<script src="https://example.org/x.js"></script>
</body>"""


def policy(page: str) -> dict[str, list[str]]:
    """The parts of a page's policy by their names."""
    match = POLICY.search(page)
    assert match
    parts = (part.split() for part in match[1].split(";"))
    return {name: sources for name, *sources in parts}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that gives the files of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def listened(page: Page) -> list[str]:
    """The console messages of a page from now on, but those of the theme when its colours are switched."""
    complaints: list[str] = []
    page.on(
        "console", lambda message: None if message.type == "log" else complaints.append(f"{page.url}: {message.text}")
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return complaints


def test_every_page_begins_with_its_content_security_policy(handbook: Path, names: list[str]) -> None:
    for name in names:
        text = (handbook / name).read_text(encoding="utf-8")
        allowed = policy(text)
        assert {name: sources[:2] for name, sources in allowed.items() if name not in {"script-src", "style-src"}} == {
            "default-src": ["'none'"],
            "img-src": ["'self'", "data:"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
        }
        inline = {kind: [text for value, text in INLINE.findall(text) if value == kind] for kind in ("script", "style")}
        assert allowed["script-src"] == ["'self'", *map(hashed, inline["script"])], name
        assert allowed["style-src"] == ["'self'", *map(hashed, inline["style"])], name
        assert (STYLED.search(text), HANDLED.search(text)) == (None, None), name


def test_no_kind_of_page_makes_the_browser_complain(browser: Browser, handbook: Path) -> None:
    """From a server; the survey of every page records the console of pages opened from a folder."""
    with served(handbook) as address:
        page = browser.new_page()
        complaints = listened(page)
        for name in kinds.closely(handbook)[::4]:  # the same files are loaded by all
            page.goto(address + name)
            if name != kinds.path(name):
                page.wait_for_selector("#search-results li", state="attached")
        for base in (address, f"{address}en/", f"{handbook.as_uri()}/"):
            _use(page, base)
        assert complaints == []
        page.close()


def _use(page: Page, base: str) -> None:
    """Search from the menu and again, filter a register, and switch the colours, which all take script."""
    page.goto(f"{base}index.html")
    page.fill(".sidebar-search", "asiel")
    page.press(".sidebar-search", "Enter")
    page.wait_for_selector("#search-results li", state="attached")
    page.fill("#search-words", "cter")
    page.click(".search-again button")
    page.wait_for_url("**q=cter*")
    page.wait_for_selector("#search-results li", state="attached")
    page.goto(f"{base}bronnen.html")
    rows = page.locator("table.board tbody tr:visible, .register tbody tr:visible")
    every = rows.count()
    page.fill(".register input[type=search]", "2024")
    page.wait_for_function(f"document.querySelectorAll('.register tbody tr:not([hidden])').length < {every}")
    toggle = page.locator(".theme-toggle:visible").first
    modes = []
    for _ in range(3):
        toggle.click()
        modes.append(page.evaluate("document.body.dataset.theme"))
    assert set(modes) == {"light", "dark", "auto"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [("index.html", "light"), ("2024/voornemens/c4.html", "dark"), ("en/2024/checklist/index.html", "light")],
)
def test_a_page_looks_as_it_would_without_a_policy(browser: Browser, handbook: Path, name: str, mode: str) -> None:
    pictures = [_picture(browser, (handbook / name).as_uri(), mode, bypass) for bypass in (False, True)]
    assert pictures[0] == pictures[1]


def _picture(browser: Browser, address: str, mode: str, bypass: bool) -> bytes:
    page = browser.new_page(color_scheme=mode, bypass_csp=bypass, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(address)
    picture = page.screenshot()
    page.close()
    return picture


@pytest.fixture
def copied(handbook: Path, tmp_path: Path) -> Path:
    """A page beside the others, for a test to break."""
    path = handbook / f"copied-{tmp_path.name}.html"
    path.write_text((handbook / "index.html").read_text(encoding="utf-8"), encoding="utf-8")
    yield path
    path.unlink()


def test_a_hash_that_is_not_the_style_of_the_page_is_seen(browser: Browser, copied: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    complaints = listened(page)
    text = copied.read_text(encoding="utf-8")
    copied.write_text(text.replace("--color-code-background", "--color-code-backgroun", 1), encoding="utf-8")
    page.goto(copied.as_uri())
    page.close()
    assert len([line for line in complaints if "style-src" in line]) == 1


def test_what_gets_into_a_page_all_the_same_does_not_run(browser: Browser, copied: Path) -> None:
    own_text = copied.read_text(encoding="utf-8")
    for text, title in ((own_text, "Spoorboek"), (POLICY.sub('<head><meta charset="utf-8">', own_text), "ran")):
        copied.write_text(text.replace("</body>", ATTACK), encoding="utf-8")
        page = browser.new_page()
        requests: list[str] = []
        page.route("https://example.org/**", lambda route: (requests.append(route.request.url), route.abort()))  # noqa: B023
        page.goto(copied.as_uri())
        page.locator("#attack").dispatch_event("click")
        page.wait_for_timeout(100)
        assert page.title() == title
        assert requests == (["https://example.org/x.js"] if title == "ran" else [])
        page.close()


WIDE: Final = """# Page

```{list-table}
:widths: 10 90

* - a
  - b
```

```{image} dot.png
:width: 50%
```
"""
DOT: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_width_that_sphinx_writes_inline_is_allowed_by_its_hash(browser: Browser, tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"wide.md": WIDE, "dot.png": DOT})
    ran = built(handbook)
    assert (ran.stderr, ran.returncode) == ("", 0)
    path = handbook.folder / "html" / "wide.html"
    text = path.read_text(encoding="utf-8")
    styles = [html.unescape(value) for value in STYLED.findall(text)]
    assert len(styles) == 3
    assert policy(text)["style-src"][2:] == ["'unsafe-hashes'", *map(hashed, sorted(set(styles)))]
    assert (
        "'unsafe-hashes'"
        not in policy((handbook.folder / "html" / "index.html").read_text(encoding="utf-8"))["style-src"]
    )
    page = browser.new_page()
    complaints = listened(page)
    page.goto(path.as_uri())
    first, second = (
        box["width"] for box in page.locator("td").evaluate_all("all => all.map(at => ({width: at.offsetWidth}))")
    )
    page.close()
    assert complaints == []
    assert second > 5 * first


def test_an_address_that_an_item_gives_does_not_run(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    source = ":::{source} A source\n:id: BRN-x\n:publisher: An authority\n:licence: unknown\n"
    handbook.write({"x.md": f"# Page\n\n{source}:url: javascript:alert(1)\n:::\n"})
    built(handbook)
    pages = [path.read_text(encoding="utf-8") for path in (handbook.folder / "html").glob("*.html")]
    assert not [text for text in pages if "javascript:alert" in re.sub(r">[^<]*<", "><", text)]
