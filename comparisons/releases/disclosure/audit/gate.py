"""The release gate: a ladder of attackers, the strongest first."""

from __future__ import annotations

from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.ruling import Ruling


def audit(problem: Problem, *, seconds: float = 20.0) -> Ruling:
    """Whether the candidates may be released, beside everything in the ledger.

    Tries A3, then A2, then exact A1; a member proved safe on one rung needs no proof on the next. Whatever goes wrong
    (time, solver, contradiction, numbers that are none) is a refusal; nothing is raised for it.
    """
    raise NotImplementedError
