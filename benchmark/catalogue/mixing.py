"""Which concepts never stand in one comparison, whatever a conversion rule says."""

from __future__ import annotations

from typing import Protocol


class Measured(Protocol):
    """The two sides of a concept that decide: the family of its source and the place where persons are counted."""

    @property
    def family(self) -> str: ...

    @property
    def place(self) -> str: ...


def never_mix(one: Measured, other: Measured) -> bool:
    """Whether two concepts are apart for good.

    The central register of foreigners and the population statistics differ by up to several points per municipality;
    the microcensus is a sample with definitions of its own; persons counted where they work are others than those
    counted where they live.
    """
    families = {one.family, other.family}
    if families == {"central_register", "population_statistics"}:
        return True
    if "microcensus" in families and len(families) > 1:
        return True
    return {one.place, other.place} == {"work", "residence"}
