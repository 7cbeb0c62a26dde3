"""Describes the machine, without its host name, and the versions of the tools."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
from pathlib import Path
from typing import Any

from measure import environments


def machine() -> dict[str, Any]:
    """Processor, cores, memory in bytes, operating system, Python version, and load average of the last minute."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": _system(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        match = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        match = None
    return match[1] if match else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def versions() -> dict[str, str]:
    """The version of each tool that is installed, and of the packages that it runs on."""
    ours = ("spoorboek", "sphinx", "sphinx-needs", "myst-parser", "markdown-it-py", "furo")
    versions = {name: importlib.metadata.version(name) for name in ours}
    installed = [peer for peer in environments.PEERS if environments.programs(peer).is_dir()]
    versions |= {peer: environments.version(peer, peer) for peer in installed}
    if "mlx.traceability" in installed:
        versions["sphinx of mlx.traceability"] = environments.version("mlx.traceability", "sphinx")
    return versions
