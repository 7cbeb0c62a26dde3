"""How long `make live` takes to show a change: a program of its own, whose last line is the seconds.

    python live.py PAGE WRITTEN FINISHED COMMAND...

PAGE is edited once the command has built it for the first time: WRITTEN shows the new words then, and FINISHED, the
mark of a build that came to its end, is there again. The page is put back as it was.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(page: Path, written: Path, finished: Path, command: list[str]) -> float:
    before = page.read_bytes()
    finished.unlink(missing_ok=True)
    server = subprocess.Popen(command, start_new_session=True)
    try:
        _wait(server, finished.exists)
        time.sleep(1)  # for the server to look at the files again
        words = f"Edited at {time.time()}."
        began = time.perf_counter()
        page.write_bytes(before + f"\n{words}\n".encode())
        _wait(server, lambda: words in written.read_text(encoding="utf-8") and finished.exists())
        return time.perf_counter() - began
    finally:
        page.write_bytes(before)
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(server: subprocess.Popen[bytes], holds: Callable[[], bool]) -> None:
    while not holds():
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode}")
        time.sleep(0.01)


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:4]), sys.argv[4:]), flush=True)
