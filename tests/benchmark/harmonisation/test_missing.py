from __future__ import annotations

from decimal import Decimal

import pytest

from benchmark.harmonisation.missing import MissingReason, Sign, read_sign


@pytest.mark.parametrize(
    ("reason", "sign"),
    [
        ("not_collected", "."),
        ("not_applicable", "x"),
        ("too_small", "."),
        ("blocked", "x"),
        ("held_by_land", "."),
        ("deliberately_not", "x"),
        ("not_yet_released", "..."),
        ("unknown", "."),
        ("not_reliable", "/"),
        ("later", "..."),
    ],
)
def test_every_reason_has_a_sign_of_the_standard(reason, sign):
    assert MissingReason(reason).sign.value == sign


def test_the_table_above_is_complete_and_no_reason_is_printed_as_zero():
    assert len(MissingReason) == 10
    assert Sign.NOTHING not in {reason.sign for reason in MissingReason}


def test_marks_tell_all_reasons_apart():
    marks = [reason.mark for reason in MissingReason]
    assert len(set(marks)) == len(marks)
    assert all(reason.mark.startswith(reason.sign.value) for reason in MissingReason)


def test_a_dash_is_zero_only_where_the_unit_existed():
    assert read_sign(Sign.NOTHING, unit_existed=True) == Decimal(0)
    assert read_sign(Sign.NOTHING, unit_existed=False) is MissingReason.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        (Sign.UNKNOWN, MissingReason.UNKNOWN),
        (Sign.BLOCKED, MissingReason.BLOCKED),
        (Sign.NOT_RELIABLE, MissingReason.NOT_RELIABLE),
        (Sign.LATER, MissingReason.LATER),
    ],
)
def test_other_signs_mean_the_same_everywhere(sign, reason):
    assert read_sign(sign, unit_existed=True) is read_sign(sign, unit_existed=False) is reason
