"""Definitions in the database: loading, versions, reading, and the pages for everybody."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils.html import escape

from benchmark.catalogue import selectors
from benchmark.catalogue.actions import load_definitions
from benchmark.catalogue.definitions import Definitions, read_definitions
from benchmark.catalogue.models import IndicatorVersion
from benchmark.catalogue.refusals import GridRefined, VersionNotRaised
from benchmark.catalogue.schema import IndicatorFile
from tenants.border import Role, acting_as, inside

FILES = read_definitions()


def changed(code: str, **changes: object) -> Definitions:
    """The definitions with one indicator changed."""
    content = next(each for each in FILES.indicators if each.code == code).model_dump() | changes
    indicators = [IndicatorFile(**content) if each.code == code else each for each in FILES.indicators]
    return Definitions(FILES.fields, FILES.concepts, FILES.conversions, tuple(indicators))


def with_grid(code: str, version: int, edges: list[object]) -> Definitions:
    grid = next(each for each in FILES.indicators if each.code == code).grid.model_dump()
    cells = grid["groups"]["total"]
    grid["groups"]["total"] = cells | {"kreise": edges, "gemeinden": edges}
    return changed(code, version=version, grid=grid)


@pytest.mark.requirement("I2.6")
def test_loading_again_changes_nothing(world):
    with acting_as(Role.OWNER):
        before = list(IndicatorVersion.objects.order_by("pk").values_list("pk", "content_hash"))
        loaded = load_definitions()
        assert (loaded.new, loaded.new_versions, loaded.retired) == ((), (), ())
        assert list(IndicatorVersion.objects.order_by("pk").values_list("pk", "content_hash")) == before


@pytest.mark.requirement("I2.6")
def test_a_changed_definition_needs_a_new_version(world):
    with acting_as(Role.OWNER):
        with pytest.raises(VersionNotRaised, match=r"DEM-01\.yaml.* 2\b"):
            load_definitions(changed("DEM-01", numerator="Etwas anderes"))
        with pytest.raises(VersionNotRaised, match=r"DEM-01\.yaml"):
            load_definitions(changed("DEM-01", version=3))
        assert selectors.indicator("DEM-01").numerator != "Etwas anderes"
        loaded = load_definitions(changed("DEM-01", version=2, numerator="Etwas anderes"))
        assert loaded.new_versions == ("DEM-01",)
        assert selectors.indicator("DEM-01").version == 2
        assert selectors.indicator("DEM-01", version=1).numerator != "Etwas anderes"
        assert [each.version for each in selectors.versions("DEM-01")] == [2, 1]


@pytest.mark.requirement("T26")
def test_a_new_version_may_only_join_cells(world):
    moved = [0, 10, 20, 33, 50, 100]
    joined = [0, 10, 20, 32, 50, 100]
    with acting_as(Role.OWNER):
        assert set(joined) <= set(selectors.indicator("DEM-02").grid_for("kreis"))
        with pytest.raises(GridRefined, match=r"DEM-02\.yaml"):
            load_definitions(with_grid("DEM-02", 2, moved))
        load_definitions(with_grid("DEM-02", 2, joined))
        assert selectors.indicator("DEM-02").version == 2


def test_an_indicator_without_file_retires_but_stays_readable(world):
    fewer = Definitions(FILES.fields, FILES.concepts, FILES.conversions, FILES.indicators[:-1])
    gone = FILES.indicators[-1].code
    with acting_as(Role.OWNER):
        assert load_definitions(fewer).retired == (gone,)
        assert gone not in [each.code for each in selectors.indicators()]
        assert selectors.indicator(gone).code == gone
        load_definitions()
        assert gone in [each.code for each in selectors.indicators()]


@pytest.mark.requirement("I2.6")
def test_versions_are_never_changed(world):
    with acting_as(Role.OWNER):
        for change in (lambda rows: rows.update(version=7), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(IndicatorVersion.objects.filter(indicator_id="DEM-01"))
        assert selectors.indicator("DEM-01").version == 1


def test_a_municipality_reads_everything_and_writes_nothing(ahausen):
    with inside(ahausen):
        found = selectors.indicators()
        assert [len(found), len(selectors.indicators(core=True)), len(selectors.indicators(core=False))] == [43, 14, 29]
        assert found[0].code == "DEM-01"
        assert found[0].field_name == "Demografie und Zuwanderung"
        assert selectors.indicator("REC-01").grid_for("landkreis")[1].as_tuple().exponent == -2
        assert len(selectors.concepts()) == 17
        assert len(selectors.fields()) == 13
        assert selectors.concept("KMK").unit_of_analysis == "pupil"
        with pytest.raises(DatabaseError), transaction.atomic():
            IndicatorVersion.objects.filter(indicator_id="DEM-01").update(version=9)


def test_conversions_are_found_and_unknown_codes_named(ahausen):
    with inside(ahausen):
        assert selectors.conversion("MIGRAPRO", "NAT_MR").rule == "reduce"
        assert selectors.conversion("SELF", "NAT_MR").rule == "not_convertible"
        assert selectors.conversion("NAT_MR", "MIGRAPRO") is None
        assert selectors.conversions()[0].as_mapping().keys() == {"from", "to", "rule", "note_de"}
        for call, error in (
            (lambda: selectors.indicator("XXX-01"), selectors.UnknownIndicator),
            (lambda: selectors.indicator("DEM-01", version=9), selectors.UnknownIndicator),
            (lambda: selectors.concept("HEIGHT"), selectors.UnknownConcept),
            (lambda: selectors.field("XXX"), selectors.UnknownField),
        ):
            with pytest.raises(error):
                call()


@pytest.mark.requirement("R32")
@pytest.mark.parametrize("slug", [None, "ahausen"])
def test_the_catalogue_is_open_on_both_kinds_of_host(world, browse, slug):
    client = browse(slug)
    page = client.get("/katalog/")
    assert page.status_code == 200
    text = page.content.decode()
    assert text.index("Nutzen Zugewanderte den Weg") > text.index("Rechtliche Integration")
    assert "12511" not in text
    found = client.get("/katalog/", {"q": "einbürgerungsquote", "kind": "landkreis", "core": "core"}).content.decode()
    assert "/katalog/REC-01/" in found
    assert "/katalog/DEM-01/" not in found
    assert client.get("/katalog/", {"kind": "planet"}).status_code == 200
    assert "catalogue-list" not in client.get("/katalog/", {"q": "regenbogen"}).content.decode()


@pytest.mark.requirement("I2.6")
def test_a_definition_sheet_shows_everything(world, browse):
    text = browse("ahausen").get("/katalog/REC-01/").content.decode()
    for part in (
        "Nutzen Zugewanderte den Weg zu vollen staatsbürgerlichen Rechten?",
        "Einbürgerungen im Berichtsjahr",
        "12511-04-01-4",
        "/katalog/konzept/NAT_AZR/",
        "Länder (IntMK) B2a/B2b",
        "0,15",
        "22.11.2026",
        "2.500",
    ):
        assert part in text, part


def test_every_sheet_field_and_concept_page_answers(world, browse):
    client = browse(None)
    addresses = [
        *(f"/katalog/{each.code}/" for each in FILES.indicators),
        *(f"/katalog/feld/{each.code}/" for each in FILES.fields),
        *(f"/katalog/konzept/{each.code}/" for each in FILES.concepts),
    ]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        assert page.content.decode().count("<h1") == 1, address
    for address in ("/katalog/XXX-01/", "/katalog/feld/XXX/", "/katalog/konzept/XXX/"):
        assert client.get(address).status_code == 404


def reworded(**changes: object) -> Definitions:
    """The definitions with the first concept changed."""
    first, *others = FILES.concepts
    return Definitions(FILES.fields, (first.model_copy(update=changes), *others), FILES.conversions, FILES.indicators)


@pytest.mark.requirement("R19")
@pytest.mark.requirement("I3.4")
def test_a_reworded_concept_needs_a_new_version_and_the_old_wording_stays(world, browse):
    with acting_as(Role.OWNER):
        with pytest.raises(VersionNotRaised, match=r"NAT_FS.* 2\b"):
            load_definitions(reworded(meaning="Etwas anderes, das niemand beschlossen hat."))
        old = selectors.concept("NAT_FS").meaning
        load_definitions(reworded(meaning="Neu gefasst nach dem Zensus 2022.", version=2))
        assert [(each.version, each.meaning) for each in selectors.concept_versions("NAT_FS")] == [
            (2, "Neu gefasst nach dem Zensus 2022."),
            (1, old),
        ]
        assert selectors.concept("MZ_MH_ENG").last_year == 2016
    page = browse("ahausen").get("/katalog/konzept/NAT_FS/").content.decode()
    assert "Neu gefasst nach dem Zensus 2022." in page
    assert "Frühere Wortlaute" in page
    assert "Einwohner:innen mit alleiniger Wohnung oder Hauptwohnung" in page


@pytest.mark.requirement("R67")
def test_every_core_indicator_names_its_twins_elsewhere_and_how_it_differs(world, browse):
    client = browse("ahausen")
    for each in (one for one in FILES.indicators if one.core):
        assert each.related or each.comparability_note, each.code
        page = client.get(f"/katalog/{each.code}/").content.decode()
        for twin in each.related:
            assert escape(twin) in page, each.code
        assert escape(each.comparability_note) in page, each.code
    assert "Länder (IntMK) B2a/B2b" in client.get("/katalog/REC-01/").content.decode()
