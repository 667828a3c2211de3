"""Re-checking a proof without a solver."""

from __future__ import annotations

from typing import Any

from comparisons.releases.disclosure.audit.problem import Problem


def recheck(problem: Problem, certificate: dict[str, Any]) -> list[str]:
    """What is wrong with a certificate for this problem, as short English sentences; empty when the proof holds.

    Takes time in proportion to the size of problem and certificate and asks no solver.
    """
    raise NotImplementedError
