"""The definition files: what they promise, and how a broken one is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from benchmark.catalogue.checks import definition_files_are_sound
from benchmark.catalogue.definitions import FOLDER, BrokenDefinitions, content_hash, content_of, read_definitions
from benchmark.catalogue.words import DIFFERENTIATION

FOUND = read_definitions()
CORE = [each for each in FOUND.indicators if each.core]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the definition files that may be spoilt."""
    return shutil.copytree(FOLDER, tmp_path / "definitions")


def spoil(folder: Path, name: str, **changes: object) -> None:
    """Change fields of one file; None takes a field away."""
    path = folder / name
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
    path.write_text(
        yaml.safe_dump({key: value for key, value in content.items() if value is not None}), encoding="utf-8"
    )


def problems(folder: Path) -> str:
    with translation.override(None), pytest.raises(BrokenDefinitions) as broken:
        read_definitions(folder)
    return "\n".join(broken.value.problems)


@pytest.mark.requirement("I2.6")
def test_the_catalogue_is_complete():
    assert len(FOUND.fields) == 13
    assert len(FOUND.concepts) == 17
    assert len(FOUND.conversions) == 22
    assert len(CORE) == 14
    assert len(FOUND.indicators) == 43
    codes = "DEM-01 REC-01 KIT-01 BIL-01 BIL-02 SPR-01 QUA-01 ARB-01 ARB-02 ARB-03 SOZ-01 WOH-01 IKO-01 PAR-01"
    assert " ".join(each.code for each in CORE) == codes


@pytest.mark.requirement("R45")
def test_the_core_set_leaves_room_for_a_circle_s_own_choice():
    assert len(CORE) < 15


@pytest.mark.requirement("R10")
def test_strengths_are_at_least_as_many_as_needs():
    strengths = [each for each in CORE if each.perspective == "strength"]
    needs = [each for each in CORE if each.perspective == "need"]
    assert len(strengths) >= len(needs) > 0


@pytest.mark.requirement("R11")
def test_every_core_indicator_can_be_had_for_kreise_and_some_everywhere():
    assert all(each.availability.landkreis == each.availability.kreisfreie_stadt == "yes" for each in CORE)
    everywhere = [each.code for each in CORE if each.availability.kreisangehoerige_gemeinde == "yes"]
    assert everywhere == ["ARB-01", "SOZ-01", "WOH-01", "IKO-01", "PAR-01"]


@pytest.mark.requirement("R19")
def test_concepts_say_what_they_mean_and_migration_background_is_never_the_default_in_the_core():
    assert all(len(each.meaning) > 30 for each in FOUND.concepts)
    assert not {"MIGRAPRO", "MZ_MH_WEIT", "MZ_MH_ENG", "MIGHEV", "KMK"} & {each.default_concept for each in CORE}


@pytest.mark.requirement("R38")
def test_steerability_differs_between_indicators():
    assert {each.steerability for each in CORE} == {"low", "medium", "high"}


@pytest.mark.parametrize("word", ["bundle_data", "/work", "shared/", "Seed", "[K]", "[M]"])
def test_working_notes_have_not_come_along(word):
    assert not [path.name for path in FOLDER.rglob("*.yaml") if word in path.read_text(encoding="utf-8")]


def test_every_differentiation_has_a_word():
    assert {code for each in FOUND.indicators for code in each.differentiation} <= set(DIFFERENTIATION)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"denominator": None}, "REC-01.yaml, field “denominator”: is missing."),
        ({"colour": "blue"}, "REC-01.yaml, field “colour”: is not a known field."),
        ({"polarity": "better"}, "REC-01.yaml, field “polarity”: must be one of"),
        ({"core": "yes"}, "REC-01.yaml, field “core”: does not have the right form"),
        ({"short_name": "x" * 29}, "REC-01.yaml, field “short_name”: is longer than 28 characters."),
        ({"question": "Nutzen."}, "REC-01.yaml, field “question”: does not have the expected form"),
        ({"numerator": ""}, "REC-01.yaml, field “numerator”: must not be empty."),
        ({"version": 0}, "REC-01.yaml, field “version”: must be at least 1."),
        ({"default_concept": "KMK"}, "REC-01.yaml, field “default_concept”: KMK is not listed in “concepts”."),
        ({"leading_group": "total"}, "REC-01.yaml, field “leading_group”: total is not listed in “groups”."),
        ({"concepts": ["NAT_AZR", "NAT_AZR"]}, "REC-01.yaml, field “concepts”: NAT_AZR is named twice."),
        ({"concepts": ["NAT_AZR", "HEIGHT"]}, "REC-01.yaml, field “concepts”: HEIGHT is not defined."),
        ({"field": "DEM"}, "REC-01.yaml, field “field”: the code REC-01 does not start with the field of action DEM."),
        ({"code": "REC-09"}, "REC-01.yaml, field “code”: must be the name of the file."),
        ({"unit": "je 1.000"}, "REC-01.yaml, field “factor”: the unit je 1.000 needs the factor 1000."),
        (
            {"groups": ["foreign", "german"]},
            "REC-01.yaml, field “grid.groups”: exactly one grid is needed for each group",
        ),
        ({"short_name": "Arbeitslosenquote"}, "REC-01.yaml, field “short_name”: Arbeitslosenquote is named twice."),
    ],
)
def test_a_broken_definition_is_refused_with_file_and_field(files, changes, sentence):
    spoil(files, "indicators/REC-01.yaml", **changes)
    assert sentence in problems(files)


@pytest.mark.requirement("I2.6")
@pytest.mark.parametrize(
    ("kreise", "gemeinden", "sentence"),
    [
        ([0, 0.05, 100], [0, 100], "gemeinden: at least two cells"),
        ([0, 50, 40, 100], [0, 50, 100], "edges must rise, but 40 follows 50"),
        ([0, 50, 100], [0, 60, 100], "every edge must also be an edge of “kreise”"),
        ([1, 50, 100], [1, 50, 100], "the first edge must be 0, not 1"),
        ([0, 0.05, 50, 100], [0, 50, 100], "the cell from 0 to 0.05 is narrower than 0.12"),
        ([0, 50, 52, 100], [0, 50, 100], "the cell from 50 to 52 is narrower than 5"),
    ],
)
def test_a_broken_grid_is_refused(files, kreise, gemeinden, sentence):
    path = files / "indicators/REC-01.yaml"
    grid = yaml.safe_load(path.read_text(encoding="utf-8"))["grid"]
    grid["groups"]["foreign"] |= {"kreise": kreise, "gemeinden": gemeinden}
    spoil(files, "indicators/REC-01.yaml", grid=grid)
    found = problems(files).replace("”: ", ": ")
    assert "REC-01.yaml, field “grid.groups.foreign" in found
    assert sentence in found


def test_the_leading_group_has_the_smallest_denominators(files):
    grid = yaml.safe_load((files / "indicators/ARB-01.yaml").read_text(encoding="utf-8"))["grid"]
    grid["groups"]["german"]["smallest_denominator"]["kreise"] = 1400
    spoil(files, "indicators/ARB-01.yaml", grid=grid)
    assert "no group may have a smaller denominator than the leading group foreign" in problems(files)


def test_all_problems_are_named_at_once(files):
    spoil(files, "indicators/REC-01.yaml", denominator=None)
    spoil(files, "indicators/DEM-01.yaml", colour="blue")
    (files / "concepts.yaml").unlink()
    (files / "fields.yaml").write_text("- [", encoding="utf-8")
    found = problems(files)
    for sentence in (
        "DEM-01.yaml",
        "REC-01.yaml",
        "concepts.yaml: the file is missing.",
        "fields.yaml: this is not readable",
    ):
        assert sentence in found


def test_a_conversion_of_an_unknown_concept_is_refused(files):
    (files / "conversions.yaml").write_text(
        "- {from: NAT_FS, to: HEIGHT, rule: reduce, note: a}\n- {from: '*', to: NAT_FS, rule: reduce, note: a}\n",
        encoding="utf-8",
    )
    found = problems(files)
    assert "conversions.yaml, field “to”: HEIGHT is not defined." in found
    assert "conversions.yaml, field “from”: * is not defined." in found


def test_edges_are_exact_decimals():
    (indicator,) = [each for each in FOUND.indicators if each.code == "REC-01"]
    assert [str(edge) for edge in indicator.grid.groups["foreign"].kreise[:4]] == ["0", "0.15", "0.3", "0.45"]


def test_the_fingerprint_follows_every_change():
    content = content_of(FOUND.indicators[0])
    assert content_hash(content) == content_hash(dict(reversed(content.items())))
    assert content_hash(content) != content_hash(content | {"reviewed": "2026-12-01"})


def test_the_command_and_the_system_check_report(files, monkeypatch, capsys):
    call_command("check_definitions")
    assert "43" in capsys.readouterr().out
    assert definition_files_are_sound(None) == []
    spoil(files, "indicators/REC-01.yaml", denominator=None)

    def spoilt() -> object:
        return read_definitions(files)

    monkeypatch.setattr("benchmark.catalogue.checks.read_definitions", spoilt)
    monkeypatch.setattr("benchmark.catalogue.management.commands.check_definitions.read_definitions", spoilt)
    assert [error.id for error in definition_files_are_sound(None)] == ["catalogue.E001"]
    with pytest.raises(CommandError, match=r"REC-01\.yaml"):
        call_command("check_definitions")


@pytest.mark.requirement("R19")
@pytest.mark.requirement("I3.4")
def test_every_concept_names_source_population_place_and_period():
    for each in FOUND.concepts:
        assert all((each.source, each.population, each.family, each.place)), each.code
    periods = {each.code: (each.first_year, each.last_year) for each in FOUND.concepts}
    assert periods["MZ_MH_ENG"] == (2005, 2016)
    assert periods["ZEN11_MH"] == (2011, 2011)


@pytest.mark.requirement("R20")
@pytest.mark.requirement("I3.4")
@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("NAT_AZR", "NAT_FS", "comparable_with_flag"),
        ("NAT_FS", "NAT_AZR", "reduce"),
        ("MZ_MH_WEIT", "MIGRAPRO", "reduce"),
        ("MIGRAPRO", "MZ_EG", "comparable_with_flag"),
        ("NAT_BA", "NAT_BA_AO", "comparable_with_flag"),
        ("SELF", "*", "reduce"),
    ],
)
def test_what_never_mixes_cannot_be_allowed_by_a_file(files, source, target, rule):
    path = files / "conversions.yaml"
    rules = [each for each in yaml.safe_load(path.read_text()) if (each["from"], each["to"]) != (source, target)]
    rules.append({"from": source, "to": target, "rule": rule, "note": "Wäre bequem."})
    path.write_text(yaml.safe_dump(rules), encoding="utf-8")
    found = problems(files)
    assert found.startswith(f"conversions.yaml, field “{source} → {target}”")
    assert "only “not_convertible”" in found


def test_a_period_of_a_concept_that_runs_backwards_is_refused(files):
    path = files / "concepts.yaml"
    concepts = yaml.safe_load(path.read_text())
    concepts[0] |= {"first_year": 2020, "last_year": 2011}
    path.write_text(yaml.safe_dump(concepts), encoding="utf-8")
    assert "the period from 2020 to 2011 runs backwards" in problems(files)
