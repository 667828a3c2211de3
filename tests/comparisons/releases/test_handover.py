"""Handing over: cells and metadata only, as agreed, while the round is open."""

from __future__ import annotations

import pytest

from comparisons.circles.models import Round
from comparisons.releases.models import Consent, Contribution
from comparisons.releases.refusals import HandoverRefused
from comparisons.releases.selectors import own_contributions
from tenants.border import Role, acting_as, inside
from tests.support import rounds


@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M12")
def test_cell_and_metadata_are_handed_over_and_nothing_else(ahausen):
    circle = rounds.found_circle([ahausen])
    current = rounds.begin_round(circle)
    rounds.approve(ahausen, {2023: (137, 9973)})
    given = rounds.give(ahausen, current)
    assert (given.cells, given.without_cell) == (1, 0)
    with inside(ahausen):
        (own,) = own_contributions(Round.objects.get(pk=current.pk))
        assert own.cell is not None
    with acting_as(Role.EXCHANGE):
        row = Contribution.objects.values().get()
        assert str(row["municipality_id"]) == ahausen.schema_name
        held = " ".join(str(value) for value in row.values())
    for figure in ("137", "9973"):
        assert figure not in held
    names = {field.name for field in Contribution._meta.get_fields()}
    assert not names & {"value", "numerator", "denominator"}
    with acting_as(Role.EXCHANGE):
        assert Consent.objects.get().withdrawn_at is None


@pytest.mark.requirement("I2.10")
def test_what_two_people_have_not_released_is_not_handed_over(ahausen):
    current = rounds.begin_round(rounds.found_circle([ahausen]))
    with pytest.raises(HandoverRefused, match=r"kein freigegebener Wert|no approved figure"):
        rounds.give(ahausen, current)
    with acting_as(Role.EXCHANGE):
        assert not Consent.objects.exists()
