"""Choosing indicators and putting definitions into words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from benchmark.catalogue import presenters
from benchmark.catalogue.browsing import Criteria, choose
from benchmark.catalogue.definitions import content_of, read_definitions
from benchmark.catalogue.indicator_definition import IndicatorDefinition, from_content, level_of
from benchmark.catalogue.selectors import ConceptDefinition, ConversionRule, FieldInfo
from benchmark.territories.kinds import TerritoryKind

FILES = read_definitions()
NAMES = {field.code: field.name for field in FILES.fields}
DEFINITIONS = [from_content(content_of(each), field_name=NAMES[each.field]) for each in FILES.indicators]
FIELDS = [FieldInfo(each.code, each.name, each.name_en) for each in FILES.fields]
CONCEPTS = [ConceptDefinition(**each.model_dump()) for each in FILES.concepts]


def codes(**criteria: str) -> list[str]:
    return [each.code for each in choose(DEFINITIONS, Criteria(**criteria))]


def definition(code: str) -> IndicatorDefinition:
    return next(each for each in DEFINITIONS if each.code == code)


@pytest.mark.requirement("R32")
def test_a_word_of_the_question_or_the_field_finds_an_indicator():
    assert "REC-01" in codes(text="staatsbürgerlichen rechten")
    assert "REC-01" in codes(text="RECHTLICHE integration")
    assert codes(text="regenbogen") == []
    assert "DEM-01" not in codes(text="12411")  # the data source is no way in


@pytest.mark.requirement("R43")
@pytest.mark.requirement("R24")
def test_the_filter_by_kind_leaves_out_what_that_kind_cannot_have():
    gemeinden = codes(kind="kreisangehoerige_gemeinde", core="core")
    assert "BIL-01" not in gemeinden
    assert {"ARB-01", "DEM-01"} <= set(gemeinden)  # fully and partly available


@pytest.mark.requirement("R38")
def test_filters_combine():
    found = codes(steerability="high", perspective="need", core="core")
    assert found == ["WOH-01"]
    assert len(codes(core="core")) + len(codes(core="optional")) == len(codes()) == 43


@pytest.mark.requirement("R32")
def test_lists_show_question_and_field_but_no_source():
    sections = presenters.sections(DEFINITIONS, FIELDS, kind="landkreis")
    assert [section.code for section in sections][:3] == ["DEM", "REC", "KIT"]
    entry = sections[1].entries[0]
    assert entry.question.endswith("?")
    assert not any("12511" in str(part) for part in (entry.question, entry.name, *entry.badges))


@pytest.mark.requirement("R48")
@pytest.mark.requirement("R11")
def test_balance_and_availability_are_counted():
    with translation.override("en-gb"):
        core = [each for each in DEFINITIONS if each.core]
        assert presenters.balance(core) == [("Strength", 8), ("Gap in participation", 4), ("Context", 2)]
        rate = presenters.rates(core)[2]
        assert (rate.yes, rate.partial, rate.no) == (5, 6, 3)


@pytest.mark.requirement("R19")
def test_a_sheet_shows_the_usual_concept_first_with_its_meaning():
    sheet = presenters.sheet(definition("REC-01"), CONCEPTS)
    assert [each.code for each in sheet.concepts] == ["NAT_AZR", "NAT_FS"]
    assert all(each.meaning for each in sheet.concepts)


def test_cells_in_german_and_in_english():
    edges = tuple(Decimal(edge) for edge in ("0", "0.15", "2.5", "1000", "2000"))
    with translation.override("en-gb"):
        assert presenters.cell_words(edges) == (
            "under 0.15",
            "0.15 to under 2.5",
            "2.5 to under 1,000",
            "1,000 and more",
        )
    with translation.override("de"):
        assert "0,15" in presenters.cell_words(edges)[0]
        assert "1.000" in presenters.cell_words(edges)[-1]


def test_neighbours_name_the_rule_and_why():
    rules = [
        ConversionRule("SELF", "*", "not_convertible", "Hängt vom Fragetext ab."),
        ConversionRule("A", "B", "reduce", ""),
    ]
    with translation.override("en-gb"):
        (found,) = presenters.neighbours("SELF", rules, CONCEPTS)
    assert (found.name, found.rule) == ("every other concept", "must not be compared")


@pytest.mark.requirement("I2.6")
@pytest.mark.parametrize("kind", ["mixed", "kreis", TerritoryKind.KREISANGEHOERIGE_GEMEINDE])
def test_circles_with_gemeinden_use_the_coarser_grid(kind):
    each = definition("REC-01")
    assert set(each.grid_for(kind)) < set(each.grid_for("landkreis"))
    assert each.smallest_denominator_for(kind) == 300


@pytest.mark.parametrize("kind", ["landkreise", "kreisfreie_staedte", TerritoryKind.KREISFREIE_STADT])
def test_kreise_and_cities_share_a_grid(kind):
    each = definition("REC-01")
    assert each.grid_for(kind) == each.grid == each.grid_for("landkreis", "foreign")
    assert each.smallest_denominator_for(kind) == 2500


def test_groups_have_grids_of_their_own_and_unknown_words_are_refused():
    each = definition("BIL-01")
    assert len(each.grid_for("landkreis", "german")) > len(each.grid_for("landkreis"))
    with pytest.raises(ValueError, match="no group 'martian'"):
        each.grid_for("landkreis", "martian")
    with pytest.raises(ValueError, match="neither a kind"):
        level_of("planet")
