"""The comparability pass on the real figures of the demonstration: it catches every seeded error, and is quiet else.

What is truly alike is decided apart from the grade: all Kreise of Niedersachsen that existed have a figure, and all of
them come from the same tables, on a territory that has not changed since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from benchmark.catalogue.selectors import indicators
from benchmark.demo.seed import DATA
from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.selectors import Proposal, proposals
from benchmark.statistics_offices.territory_keys import load_directory
from benchmark.territories.selectors import kreise_of, reshaped_on
from comparisons.comparability import Comparability, ContributionFacts, Grade, Kind, grade
from tenants.border import Role, acting_as
from tenants.membership.people import Person

pytestmark = [pytest.mark.requirement("M5"), pytest.mark.requirement("R20"), pytest.mark.requirement("I3.6")]
LAND = "03"
Key = tuple[str, str, int]
Bundle = dict[Key, list[tuple[Proposal, ContributionFacts]]]


@pytest.fixture(scope="module")
def bundle(world_of_module: None) -> Bundle:
    """All official figures of the Kreise of Niedersachsen in the default concept, by indicator, group and year."""
    with acting_as(Role.OWNER):
        directory = load_directory()
        for path in sorted(DATA.glob("*.csv")):
            import_file(data=path.read_bytes(), name=path.name, by=Person("p_test", "Test"), directory=directory)
        definitions = {one.code: one for one in indicators()}
        places = [place.ags for place in kreise_of(LAND)]
        since = reshaped_on(places)
        found: Bundle = defaultdict(list)
        for ags in places:
            for one in proposals(ags):
                definition = definitions[one.indicator_code]
                if one.concept == definition.default_concept and one.value is not None:
                    facts = facts_of(one, ags, since.get(ags), definition.reference_date)
                    found[one.indicator_code, one.group, one.year].append((one, facts))
    return dict(found)


def facts_of(one: Proposal, ags: str, since: date | None, reference: str) -> ContributionFacts:
    return ContributionFacts(
        concept=one.concept,
        definition_version=one.definition_version,
        source=one.source,
        year=one.year,
        group=one.group,
        territory_date=one.territory_date,
        state="approved",
        invented=one.invented,
        member=ags,
        reference=reference,
        territory_since=since,
    )


def judged(rows: list[tuple[Proposal, ContributionFacts]], expected: int) -> Comparability:
    return grade([facts for _one, facts in rows], expected=expected)


def truly_alike(rows: list[tuple[Proposal, ContributionFacts]], expected: int) -> bool:
    tables = {(one.table, one.source) for one, _facts in rows}
    changed = any(
        facts.territory_since and one.territory_date and one.territory_date < facts.territory_since
        for one, facts in rows
    )
    return len(rows) == expected and len(tables) == 1 and not changed and not any(one.invented for one, _f in rows)


def test_hardly_any_false_alarm_on_real_figures(bundle: Bundle, capsys: pytest.CaptureFixture[str]) -> None:
    expected = max(len(rows) for rows in bundle.values())
    alike = {key: rows for key, rows in bundle.items() if truly_alike(rows, expected)}
    alarms = [key for key, rows in alike.items() if judged(rows, expected).grade is not Grade.FULL]
    missed = [
        key
        for key, rows in bundle.items()
        if key not in alike and judged(rows, expected).grade is Grade.FULL and len({o.source for o, _ in rows}) > 1
    ]
    with capsys.disabled():
        print(f"\n{len(bundle)} indicator years, {len(alike)} truly alike, {len(alarms)} false alarms")
    assert expected == 45
    assert len(alike) >= 100
    assert len(alarms) < 0.05 * len(alike)
    assert missed == []


SEEDS: dict[Kind, Callable[[ContributionFacts], ContributionFacts]] = {
    Kind.CONCEPT: lambda one: replace(one, concept="MIGRAPRO"),
    Kind.DEFINITION_VERSION: lambda one: replace(one, definition_version=one.definition_version + 1),
    Kind.SOURCE: lambda one: replace(one, source="Eigene Auswertung"),
    Kind.REFERENCE_DATE: lambda one: replace(one, reference="01.07."),
    Kind.TERRITORY: lambda one: replace(one, territory_date=date(2015, 12, 31), territory_since=date(2016, 11, 1)),
    Kind.STATE: lambda one: replace(one, state="draft"),
}


@pytest.mark.parametrize("kind", [*SEEDS, Kind.COVERAGE])
def test_every_seeded_error_is_caught_in_every_real_comparison(bundle: Bundle, kind: Kind) -> None:
    expected = max(len(rows) for rows in bundle.values())
    caught = 0
    for number, rows in enumerate(bundle.values()):
        if not truly_alike(rows, expected):
            continue
        facts = [one for _proposal, one in rows]
        at = number % len(facts)
        facts[at : at + 1] = [] if kind is Kind.COVERAGE else [SEEDS[kind](facts[at])]
        assert kind in {reason.kind for reason in grade(facts, expected=expected).reasons}, rows[0]
        caught += 1
    assert caught >= 100
