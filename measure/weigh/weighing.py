"""Measures a page in a browser: the bytes it loads and uses, the time to first paint, and its layout shift."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, CDPSession, Page

WIDTHS: Final = (1280, 360)
WEIGHED: Final = ("document", "stylesheet", "script")
_WATCH: Final = """
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.value }))
        .observe({type: 'layout-shift', buffered: true});
"""
_SCROLL: Final = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let at = 0; at < document.body.scrollHeight; at += innerHeight) {
        scrollTo(0, at);
        await frame();
        await frame();
    }
    await new Promise(done => setTimeout(done, 200));
    return [window.shift, !!window.jQuery];
}"""
_PAINT: Final = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0] ?? null"


@dataclass(frozen=True, slots=True)
class File:
    """A loaded file; `used` is the share that the page uses (0 to 1), None if it cannot be measured."""

    name: str
    kind: str
    bytes: int
    used: float | None


@dataclass(frozen=True, slots=True)
class Weight:
    """The result: `shift` is the largest layout shift at any width, `paint` the time to first paint per load in ms."""

    files: tuple[File, ...]
    has_jquery: bool
    shift: float
    paint: tuple[float, ...]

    def bytes(self, *kinds: str) -> int:
        return sum(file.bytes for file in self.files if file.kind in kinds)

    @property
    def total(self) -> int:
        return self.bytes(*WEIGHED)

    @property
    def unused(self) -> list[str]:
        return [file.name for file in self.files if file.used == 0]


def weigh(browser: Browser, path: Path, top: Path, times: int = 1) -> Weight:
    """Load a page from disk, `times` times at each of WIDTHS, each time with an empty browser cache."""
    loads = [_load(browser, path, top, width) for width in WIDTHS for _ in range(times)]
    files = {file.name: file for _, _, _, loaded in loads for file in loaded}
    for _, _, _, loaded in loads:
        for file in loaded:
            files[file.name] = max(files[file.name], file, key=lambda other: other.used or 0)
    shifts, jquery, paint, _ = zip(*loads, strict=True)
    return Weight(tuple(files.values()), any(jquery), max(shifts), tuple(time for time in paint if time is not None))


def _load(browser: Browser, path: Path, top: Path, width: int) -> tuple[float, bool, float | None, list[File]]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    kinds: dict[str, str] = {}
    page.on("request", lambda request: kinds.setdefault(request.url, request.resource_type))
    page.add_init_script(_WATCH)
    session = context.new_cdp_session(page)
    sheets = _begin(session)
    page.goto(path.as_uri())
    shift, has_jquery = page.evaluate(_SCROLL)
    paint = page.evaluate(_PAINT)
    used = _used(session, sheets, page)
    context.close()
    return shift, has_jquery, paint, [_file(url, kind, top, used) for url, kind in kinds.items()]


def _file(url: str, kind: str, top: Path, used: dict[str, float]) -> File:
    path = Path(unquote(urlsplit(url).path))
    if not url.startswith(top.as_uri()):
        return File(url[:60], kind, len(url) if url.startswith("data:") else 0, None)
    return File(
        path.relative_to(top).as_posix(), kind, path.stat().st_size, used.get(url) if kind != "document" else None
    )


def _begin(session: CDPSession) -> dict[str, dict[str, Any]]:
    """Start tracking used CSS rules and functions; return the headers of style sheets by id, filled on load."""
    sheets: dict[str, dict[str, Any]] = {}
    session.on("CSS.styleSheetAdded", lambda event: sheets.setdefault(event["header"]["styleSheetId"], event["header"]))
    for command in ("DOM.enable", "CSS.enable", "CSS.startRuleUsageTracking", "Profiler.enable"):
        session.send(command)
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
    return sheets


def _used(session: CDPSession, sheets: dict[str, dict[str, Any]], page: Page) -> dict[str, float]:
    """By URL, the share of a style sheet in rules that apply, or of the functions of a script that ran."""
    rules = session.send("CSS.stopRuleUsageTracking")["ruleUsage"]
    shares = {header["sourceURL"]: 0.0 for header in sheets.values()}
    for rule in rules:
        header = sheets.get(rule["styleSheetId"])
        if header and rule["used"]:
            shares[header["sourceURL"]] += (rule["endOffset"] - rule["startOffset"]) / max(header["length"], 1)
    for script in session.send("Profiler.takePreciseCoverage")["result"]:
        _, *within = script["functions"]  # the first is the top level, which always runs
        ran = [function for function in within if function["ranges"][0]["count"]]
        shares[script["url"]] = len(ran) / len(within) if within else 1.0
    return shares
