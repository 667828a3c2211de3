"""Every key that tables print resolves, or gives its sentence; all 14,493 of the largest table are classified."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from django.utils import translation

from benchmark.territories import compact
from benchmark.territories.keys import (
    AssociationKey,
    KeyProblem,
    LostLeadingZero,
    UnknownKey,
    resolve,
)

pytestmark = [pytest.mark.requirement("I3.3"), pytest.mark.requirement("B11")]


@pytest.fixture(scope="module")
def present():
    return {row.ags for row in compact.read_kreise() if row.valid_until is None} | {
        row.ars[:5] + row.ars[-3:] for row in compact.read_gemeinden()
    }


@pytest.fixture(scope="module")
def known(present):
    return present | {row.ags for row in compact.read_kreise()} | {row.ags for row in compact.read_former()}


def class_of(key, known, present):
    """What becomes of a key: present, former, a sum, or the name of its problem."""
    try:
        ags = resolve(key, known.__contains__)
    except KeyProblem as problem:
        return type(problem).__name__
    if len(ags) < 5:
        return "sum"
    return "present" if ags in present else "former"


@pytest.mark.official_files
@pytest.mark.parametrize("name", ["12411-01-01-5_00.csv", "12111-01-01-5_00.csv"])
def test_every_key_of_the_tables_of_gemeinden(name, official_files, known, present):
    with (official_files / "regionalstatistik" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    keys = [row[0] for row in rows if len(row) > 9 and (row[0] == "DG" or row[0].isdigit())]
    assert len(keys) == 14_493
    classes = Counter((len(key), class_of(key, known, present)) for key in keys)
    assert classes == {
        (2, "KeyProblem"): 1,  # DG, the whole country
        (2, "sum"): 16,
        (3, "sum"): 35,
        (5, "present"): 398,
        (5, "former"): 73,
        (5, "UnknownKey"): 12,  # districts of Berlin
        (7, "AssociationKey"): 176,
        (8, "AssociationKey"): 153,
        (8, "present"): 7_698,
        (8, "former"): 2_401,
        (8, "UnknownKey"): 1,  # Wasdow, never with a number and no longer there: nothing is certain about it
        (10, "present"): 2_649,
        (10, "former"): 13,
        (11, "present"): 745,
        (11, "former"): 122,
    }
    assert [key for key in keys if class_of(key, known, present) == "UnknownKey" and len(key) == 8] == ["13072115"]


@pytest.mark.parametrize(
    ("raw", "ags"),
    [
        ("03459007", "03459007"),
        ("03459401007", "03459007"),  # member of a Samtgemeinde
        ("034595401007", "03459007"),  # the same as ARS
        ("0713101005", None),  # RP member, see below
        ("03152012", "03152012"),  # Göttingen until 2016
        ("031590016016", "03159016"),
        ("01001000", "01001"),
        ("010010000000", "01001"),
    ],
)
def test_keys_of_all_lengths(raw, ags, known):
    if ags is None:
        ags = raw[:5] + raw[-3:]
        assert (ags in known) == (class_of(raw, known, known) == "present")
    else:
        assert resolve(raw, known.__contains__) == ags


@pytest.mark.parametrize(
    ("raw", "suggestion"),
    [
        ("5754008", "05754008"),
        ("3459401007", "03459007"),  # eleven digits without their zero
        ("57540008008", "05754008"),  # twelve digits without their zero
        ("713500020", "07135020"),  # ten digits without their zero
        ("1001", "01001"),
    ],
)
def test_a_lost_zero_is_found_in_every_length(raw, suggestion, known):
    with pytest.raises(LostLeadingZero) as refusal:
        resolve(raw, known.__contains__)
    assert refusal.value.suggestion == suggestion


@pytest.mark.parametrize("raw", ["0713101", "03459401", "010515163"])
def test_associations_have_a_sentence_of_their_own(raw, known):
    with translation.override("de"), pytest.raises(AssociationKey) as refusal:
        resolve(raw, known.__contains__)
    assert raw in str(refusal.value)


@pytest.mark.parametrize("raw", ["13072115", "12001999", "99999", "059999999999"])
def test_unknown_digits_say_so(raw, known):
    with pytest.raises(UnknownKey):
        resolve(raw, known.__contains__)
