"""Structurally similar municipalities from public context data, by an explained distance with chosen weights."""

from comparisons.neighbours.context import Context
from comparisons.neighbours.distance import Contribution, Likeness, distance, explained
from comparisons.neighbours.search import Neighbour, Search, nearest
from comparisons.neighbours.spread import standardised
from comparisons.neighbours.weights import HEAVIEST, LEAST_COMMON, Weights, clean_weights

__all__ = [
    "HEAVIEST",
    "LEAST_COMMON",
    "Context",
    "Contribution",
    "Likeness",
    "Neighbour",
    "Search",
    "Weights",
    "clean_weights",
    "distance",
    "explained",
    "nearest",
    "standardised",
]
