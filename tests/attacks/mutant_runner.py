"""Runs the mutants, each in a process of its own, on one cluster and one set of template databases."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.attacks.mutants import CHOSEN, MUTANTS, Mutant

CHECKOUT = Path(__file__).resolve().parents[2]
PASSED, FAILED = 0, 1


def main(arguments: list[str]) -> int:
    """Print the table "mutant, killed by, ok"; 0 only if every mutant was killed and the tests pass without one."""
    asked = argparse.ArgumentParser(prog="python -m tests.attacks.mutants", description="Wrong functions are noticed.")
    asked.add_argument("names", nargs="*", help="only these mutants (default: all)")
    names = asked.parse_args(arguments).names
    chosen = [one for one in MUTANTS if not names or one.name in names]
    if len(chosen) < len(names):
        print("Nicht alle Namen sind bekannt. Es gibt:", *(one.name for one in MUTANTS), sep="\n  ")
        return 2
    from tests.support import cluster  # noqa: F401  starts the cluster that all processes share

    tests = sorted({test for one in chosen for test in one.killed_by})
    code, said = _pytest(tests, "")
    if code != PASSED:
        print(said[-4000:], "\nDie Tests bestehen schon ohne Mutanten nicht.")
        return 1
    print(f"{'mutant':32} {'killed by':80} ok")
    survived = [one.name for one in chosen if not _is_killed(one)]
    return 1 if survived else 0


def _is_killed(mutant: Mutant) -> bool:
    code, said = _pytest(mutant.killed_by, mutant.name)
    by = re.findall(r"^(?:FAILED|ERROR) (?:tests/attacks/)?(\S+)", said, re.MULTILINE)
    killed = code == FAILED and bool(by) and "Vanished" not in said
    print(f"{mutant.name:32} {', '.join(by) or 'nothing':80} {'yes' if killed else 'NO'}", flush=True)
    if not killed:
        print(said[-2000:])
    return killed


def _pytest(tests: list[str] | tuple[str, ...], mutant: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "tests.attacks.one_of_many", *tests]
    surroundings = os.environ | {CHOSEN: mutant}
    done = subprocess.run(command, cwd=CHECKOUT, env=surroundings, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
