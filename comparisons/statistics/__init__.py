"""Statistics of a municipality's own figures: path, target, gap, and what chance alone could explain."""

from comparisons.statistics.gap import Gap, GapPath, Side, gap, gap_path
from comparisons.statistics.noise import Interval
from comparisons.statistics.target import Aim, Goal, PathToTarget, TargetStatus, path_to_target
from comparisons.statistics.trend import Change, Direction, OwnPath, own_path

__all__ = [
    "Aim",
    "Change",
    "Direction",
    "Gap",
    "GapPath",
    "Goal",
    "Interval",
    "OwnPath",
    "PathToTarget",
    "Side",
    "TargetStatus",
    "gap",
    "gap_path",
    "own_path",
    "path_to_target",
]
