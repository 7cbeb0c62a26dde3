"""A virtual environment for each peer tool, installed from its lock in requirements/ with hashes checked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.handbooks import TOP

PEERS: Final = ("strictdoc", "doorstop", "mlx.traceability")
FOLDER: Final = TOP / "build/bench/environments"


def programs(peer: str) -> Path:
    """The folder of a peer's programs; it exists only after `build`."""
    return FOLDER / peer / "bin"


def build(peer: str) -> None:
    """Create the environment, unless it exists and its lock has not changed."""
    lock, stamp = TOP / f"requirements/bench-{peer}.txt", FOLDER / peer / "lock.txt"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    print(f"making the environment of {peer} (once)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER / peer], check=True)
    pip = (programs(peer) / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    subprocess.run([*pip, "--only-binary", ":all:", "--require-hashes", "--requirement", lock], check=True)
    shutil.copy(lock, stamp)


def version(peer: str, package: str) -> str:
    """The version of a package in a peer's environment."""
    ask = f"import importlib.metadata as metadata; print(metadata.version({package!r}))"
    process = subprocess.run([programs(peer) / "python", "-c", ask], check=True, capture_output=True, text=True)
    return process.stdout.strip()
