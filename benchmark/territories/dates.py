"""Days of territory changes: exact ones from laws, and the turns of years where sources know no more than the year."""

from __future__ import annotations

from datetime import date

# Days on which reforms of Kreise came into force, by Land and the year of the first crosswalk sheet that shows them.
REFORM_DAYS: dict[tuple[str, int], date] = {
    ("03", 2001): date(2001, 11, 1),
    ("03", 2016): date(2016, 11, 1),
    ("05", 2009): date(2009, 10, 21),
    ("13", 2011): date(2011, 9, 4),
    ("14", 2008): date(2008, 8, 1),
    ("15", 2007): date(2007, 7, 1),
    ("16", 1997): date(1998, 1, 1),  # Eisenach; the sheet of 31.12.1997 already shows it
    ("16", 2019): date(2019, 1, 1),
}
CROSSWALK_STATE = date(2020, 12, 31)  # the territory to which the weights of the crosswalk lead
FIRST_AFTER_TABLES = date(2016, 1, 1)  # the last table of Gemeinden with all keys speaks of 31.12.2015
DIRECTORY_STATE = date(2024, 6, 30)

_TURNS = {(12, 30), (12, 31), (1, 1)}
_UNKNOWN_BETWEEN = {date(2024, 6, 29), DIRECTORY_STATE, FIRST_AFTER_TABLES}


def reform_day(land: str, year: int) -> date:
    """The day on which a reform came into force, or the 31.12. by which it had."""
    return REFORM_DAYS.get((land, year), date(year, 12, 31))


def is_exact(day: date) -> bool:
    """Whether a day of the directory is the day of a law, not just the turn by which a change is known to have been.

    Reforms that came into force on the first of January are told by their list.
    """
    if day in REFORM_DAYS.values():
        return True
    return (day.month, day.day) not in _TURNS and day not in _UNKNOWN_BETWEEN
