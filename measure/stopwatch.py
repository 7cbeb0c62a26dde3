"""Runs a command as a process and prints its resource usage as JSON; a separate program, to keep its memory small.

    python -I -S stopwatch.py LIMIT LOG COMMAND...

On Linux the peak memory of a child starts at that of its parent; this program has 10 MB.
"""

import json
import os
import signal
import sys
import time


def main(limit: float, log: str, command: list[str]) -> dict[str, float | int | None]:
    """Wall-clock and CPU seconds, peak bytes of the largest process, exit code (None if stopped at the limit)."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    began = time.perf_counter()
    redirected = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=redirected, setpgroup=0)
    stopped = []

    def stop(*_: object) -> None:
        stopped.append(True)
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, usage = os.wait4(child, 0)
    except KeyboardInterrupt:
        stop()
        raise
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "exit": None if stopped else os.waitstatus_to_exitcode(status),
    }


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]), sys.argv[2], sys.argv[3:])))
