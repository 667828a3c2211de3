"""The memory one reader needs: each file is read in a process of its own, which says its own peak at the end."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# The peak comes from the kernel's account of this program alone: `ru_maxrss` counts in what the parent had before.
_READ = """
import re, sys
from pathlib import Path
from benchmark.statistics_offices import readers
path = Path(sys.argv[1])
rows = list(readers.read(path.read_bytes(), path.name).rows)
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(len(rows), peak.group(1))
"""


def most_megabytes(files: Iterable[tuple[str, bytes]]) -> float:
    """The most that reading one of these files needed, with Python and all rows kept, in MB (10⁶ bytes)."""
    return max(megabytes(name, content) for name, content in files)


def megabytes(name: str, content: bytes) -> float:
    """The largest resident memory of a process that reads this file; raises RuntimeError where it reads nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        command = [sys.executable, "-c", _READ, str(path)]
        answer = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    rows, _space, peak = answer.stdout.strip().partition(" ")
    if answer.returncode or not int(rows):
        raise RuntimeError(f"{name} was not read: {answer.stderr[-500:]}")
    return int(peak) * 1024 / 1e6
