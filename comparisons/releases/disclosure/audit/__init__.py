"""The release gate: what an attacker could work out from everything released so far and one release more."""

from comparisons.releases.disclosure.audit.differencing import differencing_passes
from comparisons.releases.disclosure.audit.gate import audit, audit_each
from comparisons.releases.disclosure.audit.problem import Measure, Problem, digest, split
from comparisons.releases.disclosure.audit.recheck import recheck
from comparisons.releases.disclosure.audit.rows import (
    Bar,
    DistributionRow,
    Fact,
    KnownRow,
    Mean,
    Point,
    Primitive,
    Quantile,
    Row,
    RowError,
    SumRow,
    canonical_bytes,
    row_from_json,
)
from comparisons.releases.disclosure.audit.ruling import Certified, Obstacle, Ruling, Rung
from comparisons.releases.disclosure.audit.shown import distribution_row, mean_interval

__all__ = [
    "Bar",
    "Certified",
    "DistributionRow",
    "Fact",
    "KnownRow",
    "Mean",
    "Measure",
    "Obstacle",
    "Point",
    "Primitive",
    "Problem",
    "Quantile",
    "Row",
    "RowError",
    "Ruling",
    "Rung",
    "SumRow",
    "audit",
    "audit_each",
    "canonical_bytes",
    "differencing_passes",
    "digest",
    "distribution_row",
    "mean_interval",
    "recheck",
    "row_from_json",
    "split",
]
