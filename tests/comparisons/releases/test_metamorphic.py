"""O18: values redrawn inside their cells change no byte of what anybody but their owner can see."""

from __future__ import annotations

import re

import pytest

from benchmark.catalogue.selectors import indicator
from comparisons.circles.models import Circle, Round
from comparisons.releases.disclosure import Grid
from comparisons.releases.models import Contribution, ReleasedStatistic
from comparisons.releases.selectors import completeness, released
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support import rounds

DENOMINATOR = 20000
CELLS = (2, 4, 4, 7, 9, 12)
PAGES = ("stand", "freigabe")


def numerators(which: int) -> list[int]:
    """One numerator per member, inside its cell: near the lower edge (0) or near the upper one (1)."""
    with acting_as(Role.PLATFORM):
        grid = Grid(indicator("REC-01").grid_for("landkreise"), "%")
    found = []
    for cell in CELLS:
        low, high = grid.bounds(cell)
        inside_cell = [
            number
            for number in range(int(low * DENOMINATOR / 100), int(high * DENOMINATOR / 100) + 1)
            if low * DENOMINATOR <= number * 100 < high * DENOMINATOR
        ]
        found.append(inside_cell[0] if which == 0 else inside_cell[-1])
    return found


def neutral(text: str, circle: Circle, current: Round) -> str:
    """A page without what differs between any two circles: token, names, keys and times of jobs."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = text.replace(circle.name, "RING").replace(circle.slug, "ring").replace(f"/runde/{current.pk}/", "/runde/")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "JOB", text)
    return re.sub(r"\d\d\.\d\d\.\d{4} \d{1,2}:\d\d", "TIME", text)


def seen_by_others(circle: Circle, current: Round, onlooker, browse) -> list[object]:
    """Everything that moderators, the public role and another member get to see of a round."""
    with acting_as(Role.PLATFORM):
        now = Round.objects.select_related("circle", "charter").get(pk=current.pk)
        rows = [
            {key: value for key, value in row.items() if key not in {"id", "release_id", "circle_id"}}
            for row in ReleasedStatistic.objects.filter(circle=circle).values()
        ]
        metadata = list(
            Contribution.objects.filter(circle=circle)
            .order_by("municipality")
            .values("municipality", "eligible", "missing", "grid_id", "source", "concept", "territory_date")
        )
        board = completeness(now)
    with inside(onlooker):
        (one,) = released(Circle.objects.get(pk=circle.pk), "REC-01")
        member_sees = {key: value for key, value in vars(one).items() if key != "published_at"}
        member_sees["rows"] = ReleasedStatistic.objects.filter(circle=circle).count()
    moderator = browse(None, RoleCode.MODERATOR)
    pages = [
        neutral(moderator.get(f"/ringe/{circle.slug}/runde/{current.pk}/{page}/").content.decode(), circle, current)
        for page in PAGES
    ]
    return [rows, metadata, repr(board), member_sees, *pages]


@pytest.mark.requirement("O18")
@pytest.mark.requirement("I2.11")
@pytest.mark.requirement("M2")
@pytest.mark.slow
@pytest.mark.parametrize("contributing", [6, 4])
def test_values_redrawn_inside_their_cells_change_nothing_for_others(six, browse, contributing):
    """Six members are shown a mean, four are refused: both must be the same for both sets of values."""
    drawn = [numerators(0), numerators(1)]
    assert drawn[0] != drawn[1]
    seen, previews = [], []
    for which, name in enumerate(("Ring Anna", "Ring Otto")):
        circle = rounds.found_circle(six, name=name)
        current = rounds.begin_round(circle)
        for member, numerator in list(zip(six, drawn[which], strict=True))[:contributing]:
            rounds.approve(member, {2023: (numerator, DENOMINATOR)}, version=which)
            rounds.give(member, current)
        previews.append(rounds.preview(current).result)
        rounds.end_round(current)
        assert rounds.release(current).result == {"release": 1}
        seen.append(seen_by_others(circle, current, six[5], browse))
    assert previews[0] == previews[1]
    assert seen[0] == seen[1]


@pytest.mark.requirement("O18")
def test_the_comparison_itself_would_notice_another_cell(six, browse):
    """The control: one member's value moved to another cell is seen in what the circle is shown."""
    drawn = numerators(0)
    moved = [drawn[3], *drawn[1:]]
    seen = []
    for which, (name, values) in enumerate((("Ring Anna", drawn), ("Ring Otto", moved))):
        circle = rounds.found_circle(six, name=name)
        current = rounds.begin_round(circle)
        for number, (member, numerator) in enumerate(zip(six, values, strict=True)):
            if which == 0 or number == 0:
                rounds.approve(member, {2023: (numerator, DENOMINATOR)}, version=which)
            rounds.give(member, current)
        rounds.end_round(current)
        rounds.release(current)
        seen.append(seen_by_others(circle, current, six[5], browse))
    assert seen[0] != seen[1]
