"""The browser of the tests: Chromium from PATH, else installed once, else an error of one line with the remedy."""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",  # as root, as in a container, Chromium refuses to start with it
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
REMEDY = "install it (Debian: apt-get install chromium) or run: .venv/bin/playwright install chromium"


class NoBrowserError(Exception):
    """There is no Chromium, and none could be had."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The browser tests need Chromium and {reason}: {REMEDY}")


def chromium() -> str:
    """The path of a Chromium that starts, installed if need be; one process at a time does so."""
    with (Path(tempfile.gettempdir()) / f"spoorboek-browser-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        browser = installed() or obtained()
        if is_debian_as_root() and not has_fonts():
            apt("fonts-dejavu-core")
        return browser


def installed() -> str | None:
    """Chromium on PATH, else the one that Playwright fetched before."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or fetched()


def fetched() -> str | None:
    """The Chromium that Playwright fetched, if it did."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def obtained() -> str:
    """A Chromium installed now: Debian's package as root, else Playwright's."""
    if is_debian_as_root():
        apt("chromium", "fonts-dejavu-core")
    else:
        run(sys.executable, "-m", "playwright", "install", "chromium")
    browser = installed()
    if browser is None:
        raise NoBrowserError("it was installed but is nowhere to be found")
    return browser


def is_debian_as_root() -> bool:
    """Whether Debian's own package can be installed; on Ubuntu it is a snap, which no container can run."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return platform.freedesktop_os_release().get("ID") == "debian"


def has_fonts() -> bool:
    """Whether text would be drawn at all."""
    return any(Path("/usr/share/fonts").rglob("*.[to]tf"))


def apt(*packages: str) -> None:
    """Install Debian packages, without a question and without what they merely recommend."""
    run("apt-get", "update", "--quiet")
    run("apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages)


def run(*command: str) -> None:
    """Run it; the error contains its output."""
    print(f"No browser yet: {' '.join(command)}", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    finished = subprocess.run(command, env=quiet, check=False, capture_output=True, text=True)
    if finished.returncode != 0:
        lines = [line.strip() for line in (finished.stdout + finished.stderr).splitlines() if line.strip()]
        reason = next((line for line in lines if line.lower().startswith(("e:", "error"))), "it did not say why")
        raise NoBrowserError(f"'{' '.join(command)}' failed ({reason})")


if __name__ == "__main__":
    try:
        print(chromium())
    except (NoBrowserError, Error) as error:
        sys.exit(str(error))
