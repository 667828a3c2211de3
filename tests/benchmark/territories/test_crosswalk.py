"""The crosswalk of Kreise: all thirty sheets, what was divided when, and weights that add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from benchmark.territories import compact, crosswalk

pytestmark = pytest.mark.requirement("I3.3")

TOLERANCE = Decimal("3e-9")  # nine decimals, up to five shares
# fmt: off
LINES = dict(zip(range(1990, 2020), (
    635, 634, 625, 586, 474, 468, 467, 463, 463, 458, 456, 454, 454, 450, 450,
    450, 450, 436, 420, 418, 418, 407, 406, 406, 405, 405, 404, 404, 404, 401,
), strict=True))
# fmt: on
# fmt: off
KREISE = dict(zip(range(1990, 2020), (
    543, 543, 543, 517, 444, 439, 439, 440, 440, 440, 440, 439, 439, 439, 439,
    439, 439, 429, 413, 412, 412, 402, 402, 402, 402, 402, 401, 401, 401, 401,
), strict=True))
# fmt: on
# Kreise that give parts to several Kreise of 2020, by the first and last sheet of the longest list that holds for both.
DIVIDED = {
    (1999, 1999): "07135 07231 12060 12069 12071 13052 14379 15151 15352 15355 16063 16070 16073",
    (2000, 2000): "07135 07231 12060 12069 12071 13052 15151 15352 15355 16063 16070 16073",
    (2001, 2002): "07135 07231 12060 12069 12071 13052 15151 15352 16063 16070 16073",
    (2003, 2006): "07135 07231 12060 13052 15151 15352 16063 16070 16073",
    (2007, 2008): "07135 07231 12060 13052 16063 16070 16073",
    (2009, 2010): "07135 07231 13052 16063 16070 16073",
    (2011, 2011): "07135 07231 16063 16070 16073",
    (2012, 2013): "07135 16063 16070 16073",
    (2014, 2018): "16063 16070 16073",
    (2019, 2019): "",
}


@pytest.fixture(scope="module")
def lines(official_files):
    """Every line of every sheet."""
    return crosswalk.read_sheets(official_files / "verzeichnis" / "ref-kreise-umrech-2020-1990-2019.xlsx")


@pytest.mark.official_files
@pytest.mark.requirement("R73")
def test_thirty_sheets_are_read_in_full(lines):
    assert Counter(line.year for line in lines) == LINES
    units = defaultdict(set)
    for line in lines:
        units[line.year].add(line.ags)
    assert {year: len(keys) for year, keys in units.items()} == KREISE
    assert all(len(line.ags) == len(line.target) == 5 for line in lines)
    assert {line.year for line in lines if line.by_employment is not None} == set(range(1997, 2020))
    first = lines[0]
    assert (first.ags, first.target, first.by_area, first.name) == ("01001", "01001", 1, "KS Flensburg")


@pytest.mark.official_files
def test_the_shares_of_every_kreis_in_every_sheet_add_up_to_one(lines):
    sums = defaultdict(Decimal)
    for line in lines:
        for name in ("by_area", "by_population", "by_employment"):
            if (share := getattr(line, name)) is not None:
                assert 0 <= share <= 1
                sums[line.year, line.ags, name] += share
    assert len(sums) == sum(KREISE.values()) * 2 + sum(KREISE[year] for year in range(1997, 2020))
    assert max(abs(total - 1) for total in sums.values()) <= TOLERANCE


def test_the_compact_weights_add_up_and_name_who_was_divided():
    sums = defaultdict(Decimal)
    divided = defaultdict(set)
    for row in compact.read_weights():
        sums[row.year, row.old_ags] += row.by_population
        divided[row.year].add(row.old_ags)
    assert max(abs(total - 1) for total in sums.values()) <= TOLERANCE
    for (first, last), keys in DIVIDED.items():
        for year in range(first, last + 1):
            assert divided[year] == set(keys.split()), year
    assert (len(divided[1990]), len(divided[1994]), len(divided[1997])) == (76, 21, 18)


def test_the_divisions_by_reform():
    """Since 1998: Sachsen-Anhalt 2007 and Mecklenburg-Vorpommern 2011 divided Kreise, Sachsen 2008 none."""
    divided = defaultdict(lambda: defaultdict(list))
    for row in compact.read_successions():
        if row.kind == "split" and row.date.year >= 1998:
            divided[row.date][row.old_ags].append(row.new_ags)
    assert {day.isoformat(): dict(found) for day, found in divided.items()} == {
        "2007-07-01": {"15151": ["15001", "15082", "15086", "15091"], "15352": ["15085", "15089"]},
        "2011-09-04": {"13052": ["13071", "13075"]},
    }
    reforms = Counter((row.date.isoformat(), row.kind) for row in compact.read_successions() if len(row.old_ags) == 5)
    assert reforms["2008-08-01", "merged"] == 26
    assert reforms["2008-08-01", "renamed"] == 3
    assert reforms["2011-09-04", "merged"] == 15
    assert reforms["2016-11-01", "merged"] == 2


def test_parts_that_changed_hands_between_kreise_that_went_on():
    moved = {
        (row.old_ags, row.new_ags): row.date
        for row in compact.read_successions()
        if row.kind == "moved" and row.date.year >= 1998
    }
    assert moved == {
        ("16063", "16056"): date(1998, 1, 1),
        ("12069", "12051"): date(2003, 12, 31),
        ("12069", "12054"): date(2003, 12, 31),
        ("12069", "12063"): date(2003, 12, 31),
        ("12071", "12052"): date(2003, 12, 31),
        ("12060", "12064"): date(2009, 12, 31),
        ("07231", "07235"): date(2012, 12, 31),
        ("07135", "07140"): date(2014, 12, 31),
        ("16063", "16066"): date(2019, 1, 1),
        ("16070", "16054"): date(2019, 1, 1),
        ("16073", "16072"): date(2019, 1, 1),
    }
