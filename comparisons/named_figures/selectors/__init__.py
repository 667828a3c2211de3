"""Reading: `known` for the gate (exchange) and moderators, `shown` for a municipality's own connection."""

from comparisons.named_figures.selectors.known import Known, consented_members, known_in

__all__ = ["Known", "consented_members", "known_in"]
