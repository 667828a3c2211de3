"""The gate in front of every release: nothing is frozen that tells too much beside all that was released before."""

from comparisons.releases.gate.exposures import Exposure, exposure_of
from comparisons.releases.gate.gate import AuditFailed, Candidate, Gate, Passed
from comparisons.releases.gate.neighbours import with_years
from comparisons.releases.gate.problems import Facts, UndecidableError, problem_of

__all__ = [
    "AuditFailed",
    "Candidate",
    "Exposure",
    "Facts",
    "Gate",
    "Passed",
    "UndecidableError",
    "exposure_of",
    "problem_of",
    "with_years",
]
