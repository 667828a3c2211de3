"""The moderator's release page: years in one sentence, refusals with their reason, one release per quarter."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from comparisons.circles.models import CharterVersion, Round
from comparisons.releases.disclosure import Level, Parameters, level_for
from comparisons.releases.legend import legends
from comparisons.releases.presenters import LEVEL_WORDS, years_words
from comparisons.releases.release_page import Outcome, of_preview
from comparisons.releases.selectors import next_release_from
from tenants.border import Role, acting_as
from tenants.membership.roles import RoleCode
from tests.support import rounds

ENTRY = SimpleNamespace(
    indicator_code="REC-01", groups=("foreign",), definition=SimpleNamespace(short_name="Einbürgerungsquote")
)
MISSING_ONE = {"kind": "coverage", "grade": "limited", "found": [], "affected": 1, "total": 37}
MISSING_TWO = {**MISSING_ONE, "affected": 2}


def item(year: int, n: int = 37, **changes: object) -> dict[str, object]:
    """One judged year of the only indicator."""
    plain = {"indicator": "REC-01", "group": "foreign", "year": year, "n": n, "expected": 37, "level": 4}
    return {**plain, "refusal": "", "needed": None, "grade": "full", "reasons": [], **changes}


def parts(*items: dict[str, object], first: int = 2020, last: int = 2024):
    (row,) = of_preview({"items": items}, Round(first_year=first, last_year=last), [ENTRY]).rows
    return row.parts


@pytest.mark.parametrize(
    ("years", "spans"),
    [
        ([2009], ["2009"]),
        ([2011, 2009, 2010, 2013], ["2009–2011", "2013"]),
        ([2001, 2003, 2004], ["2001", "2003–2004"]),
    ],
)
def test_years_that_follow_each_other_become_a_span(years, spans):
    words = years_words(years)
    assert [span for span in spans if span in words] == spans
    assert words.startswith(spans[0])
    assert words.endswith(spans[-1])


@pytest.mark.requirement("I2.11")
def test_years_of_one_kind_stand_in_one_sentence_with_their_range():
    limited = {"grade": "limited"}
    found = parts(
        item(2020, 36, reasons=[MISSING_ONE], **limited),
        item(2021),
        item(2022, 35, reasons=[MISSING_TWO], **limited),
        item(2023, 4, level=0, refusal="too_few", needed=5, reasons=[MISSING_TWO], **limited),
    )
    assert [(part.years, part.outcome) for part in found if part.count == 1] == [
        ("2021", Outcome.SHOWN),
        ("2023", Outcome.REFUSED),
        ("2024", Outcome.EMPTY),
    ]
    first = found[0]
    assert (first.count, first.outcome) == (2, Outcome.SHOWN)
    assert "35–36" in first.sentence
    assert len(first.reasons) == 1
    assert "1–2" in first.reasons[0]
    refused = found[2]
    assert "4" in refused.sentence
    assert "5" in refused.sentence
    assert refused.reasons == ()


@pytest.mark.requirement("I2.11")
def test_what_is_not_comparable_keeps_its_reasons():
    (refused,) = parts(
        item(2020, level=0, refusal="not_comparable", grade="refused", reasons=[{**MISSING_ONE, "kind": "grid"}]),
        last=2020,
    )
    assert refused.outcome == Outcome.REFUSED
    assert len(refused.reasons) == 1


@pytest.mark.requirement("I2.11")
def test_the_legend_says_what_the_rules_do():
    definitions = [SimpleNamespace(sensitive=False, short_name="A"), SimpleNamespace(sensitive=True, short_name="B")]
    found = legends(CharterVersion(), [SimpleNamespace(definition=one) for one in definitions])
    assert [legend.indicators for legend in found] == [("A",), ("B",)]
    assert [legend.lines[0].members.split()[-1] for legend in found] == ["4", "7"]
    mean = next(line for line in found[0].lines if line.shown == str(LEVEL_WORDS[Level.MEAN]))
    first, last = (int(word) for word in mean.members.split() if word.isdigit())
    assert {level_for(n, Parameters()) for n in range(first, last + 1)} == {Level.MEAN}
    assert level_for(first - 1, Parameters()) != Level.MEAN != level_for(last + 1, Parameters())


@pytest.mark.requirement("T23")
@pytest.mark.requirement("I2.11")
def test_the_button_is_gone_once_this_quarter_has_its_release(six, browse):
    current = rounds.begin_round(rounds.found_circle(six))
    for number, member in enumerate(six):
        rounds.approve(member, {2023: (100 + number, 9973)})
        rounds.give(member, current)
    rounds.end_round(current)
    moderator = browse(None, RoleCode.MODERATOR)
    start = f"/ringe/ring-der-probe/runde/{current.pk}/freigabe/"
    assert f'action="{start}freigeben/"' in moderator.get(start).content.decode()
    rounds.release(current)
    page = moderator.get(start)
    assert f'action="{start}freigeben/"' not in page.content.decode()
    assert (page.context["released"].shown, page.context["released"].refused) == (1, 0)
    with acting_as(Role.PLATFORM):
        possible = next_release_from(Round.objects.get(pk=current.pk))
    assert possible is not None
    assert (possible.day, possible.month % 3) == (1, 1)
    assert moderator.post(f"{start}freigeben/").status_code == 422
