"""Measures how long `make live` takes to show a change; a separate program that prints the seconds last.

    python live.py PAGE WRITTEN FINISHED COMMAND...

It edits PAGE once the server answers, and waits until WRITTEN contains the new text and FINISHED, the marker of a
completed build, exists. The page is restored afterwards.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path


def main(page: Path, written: Path, finished: Path, command: list[str]) -> float:
    before = page.read_bytes()
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as log:
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(server, lambda: _answers(Path(log.name)))
            time.sleep(1)  # the server starts watching files just after it starts to answer
            text = f"Edited at {time.time()}."
            began = time.perf_counter()
            page.write_bytes(before + f"\n{text}\n".encode())
            _wait(server, lambda: text in written.read_text(encoding="utf-8") and finished.exists())
            return time.perf_counter() - began
        finally:
            page.write_bytes(before)
            server.terminate()
            server.wait()


def _answers(log: Path) -> bool:
    match = re.search(r"Serving on \S*?(http://[\d.]+:\d+)", log.read_text(encoding="utf-8"))
    with contextlib.suppress(OSError):
        return bool(match and urllib.request.urlopen(f"{match[1]}/").read())  # noqa: S310 - an address of this machine
    return False


def _wait(server: subprocess.Popen[bytes], is_done: Callable[[], bool]) -> None:
    while not is_done():
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode}")
        time.sleep(0.01)


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:4]), sys.argv[4:]), flush=True)
