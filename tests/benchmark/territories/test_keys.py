from __future__ import annotations

import pytest

from benchmark.territories.keys import AssociationKey, KeyProblem, LostLeadingZero, UnknownKey, resolve

KNOWN = {"03101", "03159", "03241", "03459", "05754", "01001", "10041", "05754008", "03459007", "07131005", "03241001"}


def read(raw):
    return resolve(raw, KNOWN.__contains__)


@pytest.mark.requirement("I2.5")
@pytest.mark.parametrize(
    ("raw", "ags"),
    [
        ("03101", "03101"),
        (" 05754008 ", "05754008"),
        ("03", "03"),
        ("032", "032"),
        ("01001000", "01001"),
        ("03241001", "03241001"),
        ("03459401007", "03459007"),
        ("0713501005", None),
        ("0713101005", "07131005"),
        ("057540008008", "05754008"),
    ],
)
def test_a_key_of_any_official_length(raw, ags):
    if ags is None:
        with pytest.raises(UnknownKey):
            read(raw)
    else:
        assert read(raw) == ags


@pytest.mark.requirement("B11")
@pytest.mark.parametrize(
    ("raw", "suggestion"), [("3101", "03101"), ("5754008", "05754008"), ("3", "03"), ("57540008008", "05754008")]
)
def test_a_lost_leading_zero_is_named_with_the_probable_key(raw, suggestion):
    with pytest.raises(LostLeadingZero) as refusal:
        read(raw)
    assert refusal.value.suggestion == suggestion
    assert raw in str(refusal.value)
    assert suggestion in str(refusal.value)


@pytest.mark.requirement("B11")
@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("99999", UnknownKey),
        ("17", UnknownKey),
        ("3999", KeyProblem),
        ("03459401", AssociationKey),
        ("0713501", AssociationKey),
        ("", KeyProblem),
        ("DG", KeyProblem),
        ("3101.0", KeyProblem),
        ("\u0660\u0663\u0661\u0660\u0661", KeyProblem),
        ("031010", KeyProblem),
    ],
)
def test_what_is_no_key_is_refused_with_a_sentence(raw, problem):
    with pytest.raises(problem) as refusal:
        read(raw)
    assert type(refusal.value) is problem
    assert str(refusal.value).endswith(".")
