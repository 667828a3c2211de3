"""Which indicators of INKAR are measures of ours, by their names; and whose key a line has.

Only names whose unit is known are listed. "Beschäftigtenquote Ausländer" has been a ratio of two rates in some editions
and a rate in others, and "Einbürgerungen je Ausländer" does not say per how many: both are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.placing import Placed, year_and_day
from benchmark.statistics_offices.readers import inkar
from benchmark.statistics_offices.reading import Reading, ReadRow, Skip, SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory

INDICATORS: dict[str, Measured] = {
    r"bevölkerung( gesamt| insgesamt)?|einwohner( gesamt| insgesamt)?": Measured("population", "total", "NAT_FS"),
    r"ausländeranteil|anteil (der )?ausländer(innen)?": Measured("population_share", "foreign", "NAT_FS"),
    r"einbürgerungen je 100 ausländer": Measured("naturalisation_rate", "foreign", "NAT_FS"),
    r"arbeitslosenquote": Measured("unemployment_rate", "total", "NAT_BA"),
    r"arbeitslosenquote (der )?ausländer(innen)?": Measured("unemployment_rate", "foreign", "NAT_BA"),
    r"beschäftigtenquote|beschäftigungsquote": Measured("employment_rate", "total", "NAT_BA"),
    r"sgb[ -]?ii ?-? ?quote": Measured("sgb2_rate", "total", "NAT_BA"),
    r"schulabgänger(innen)? ohne (haupt)?(schul)?abschluss": Measured(
        "school_leavers_without_certificate_share", "total", "SCH_NAT"
    ),
    r"schulabgänger(innen)? mit allgemeiner hochschulreife": Measured(
        "school_leavers_with_university_entrance_share", "total", "SCH_NAT"
    ),
    r"betreuungsquote kleinkinder": Measured("daycare_rate_under_3", "total", "NONE"),
    r"betreuungsquote vorschulkinder": Measured("daycare_rate_3_to_5", "total", "NONE"),
}
_UNIT = re.compile(r"[ ,]*(\(?(in )?%\)?|\(?in prozent\)?)$")
_KREIS = re.compile(r"(land|stadt)?kreise?|kreisfreie st(adt|ädte)|kreise und kreisfreie städte")
_GEMEINDE = re.compile(r"gemeinden?|städte und gemeinden")
_ASSOCIATION = re.compile(r"gemeindeverb[aä]nde?|(verbands|samt)gemeinden?|verwaltungsgemeinschaft(en)?")


def claims(reading: Reading) -> bool:
    """Whether this is an export of INKAR with at least one indicator of ours."""
    return reading.family == inkar.FAMILY and any(measured_of(column.path[0]) for column in reading.columns)


def measured_of(title: str) -> Measured | None:
    """The measure a column's name means; the unit may follow it as `in %` or `(%)`."""
    plain = _UNIT.sub("", title.strip().lower())
    return next((measured for words, measured in INDICATORS.items() if re.fullmatch(words, plain)), None)


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """The known columns of every Kreis and Gemeinde; other columns are noted with the second head line."""
    wanted = []
    for index, column in enumerate(reading.columns):
        if (measured := measured_of(column.path[0])) is not None:
            wanted.append((index, measured, *year_and_day(column.period or "", 2, name)))
        else:
            skipped.append(Skip(2, SkipReason.NOT_MEASURED))
    for row in reading.rows:
        ags = _ags_of(row, directory, name)
        if isinstance(ags, SkipReason):
            skipped.append(Skip(row.row, ags))
            continue
        for index, measured, year, day in wanted:
            text = row.cells[index]
            if not text.strip():
                skipped.append(Skip(row.row, SkipReason.EMPTY))
            elif (territory_day := directory.territory_day(ags, reading.territory_date or day)) is None:
                skipped.append(Skip(row.row, SkipReason.DID_NOT_EXIST))
            else:
                yield Placed(row.row, measured, ags, year, territory_day, (text,))


def _ags_of(row: ReadRow, directory: Directory, name: str) -> str | SkipReason:
    """The AGS of a line by its key and kind; a lost leading zero is put back where the name does not contradict."""
    kind = row.dimensions[0].lower()
    if _ASSOCIATION.fullmatch(kind):
        return SkipReason.ASSOCIATION
    lengths = (5, 8) if _KREIS.fullmatch(kind) else (8,) if _GEMEINDE.fullmatch(kind) else ()
    if not lengths:
        return SkipReason.SUM_OF_TERRITORIES
    if not row.key.isascii() or not row.key.isdigit() or len(row.key) in lengths:
        return directory.ags_of(row.key, row=row.row, name=name)
    repaired = "0" + row.key
    bearing = directory.keys_named(row.name)
    ags = directory.ags_of(repaired, row=row.row, name=name) if len(repaired) in lengths else SkipReason.NO_KEY
    if isinstance(ags, SkipReason) or (bearing and ags not in bearing):
        raise FileRefused(
            _(
                "“%(file)s”, row %(row)s: the key %(key)s of “%(name)s” has lost a zero, and no municipality of the "
                "directory has both this key and this name. Please store keys as text, not as numbers."
            )
            % {"file": name, "row": row.row, "key": row.key[:20], "name": row.name[:60]}
        )
    return ags
