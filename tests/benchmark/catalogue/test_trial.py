"""Indicators on trial: listed apart from their definitions, checked, and shown with their reason."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmark.catalogue import selectors
from benchmark.catalogue.actions import load_definitions
from benchmark.catalogue.definitions import FOLDER, TRIAL_FILE, BrokenDefinitions, read_definitions
from benchmark.catalogue.models import Indicator, IndicatorVersion
from tenants.border import Role, acting_as

ENTRY = "- code: {}\n  since: 2026-11-01\n  reason: Zur Probe.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the definition files."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


def problems(folder: Path, text: str) -> str:
    (folder / TRIAL_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BrokenDefinitions) as broken:
        read_definitions(folder)
    return "\n".join(broken.value.problems)


@pytest.mark.requirement("R22")
def test_the_list_names_reasons_and_no_core_indicator() -> None:
    found = read_definitions()
    core = {each.code for each in found.indicators if each.core}
    assert {"SPR-02", "ANT-02"} <= {each.code for each in found.trial}
    assert core.isdisjoint(each.code for each in found.trial)
    assert all(len(each.reason) > 40 for each in found.trial)


@pytest.mark.requirement("R22")
def test_each_one_on_trial_rests_on_expertise_or_is_only_partly_available() -> None:
    found = read_definitions()
    listed = {each.code for each in found.trial}
    for each in found.indicators:
        if each.code in listed:
            partial = "partial" in each.availability.model_dump().values()
            assert partial or each.evidence == "expertise", each.code


@pytest.mark.requirement("R22")
def test_without_the_list_nothing_is_on_trial(folder: Path) -> None:
    (folder / TRIAL_FILE).unlink()
    assert read_definitions(folder).trial == ()


@pytest.mark.requirement("R22")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ENTRY.format("XYZ-01"), "XYZ-01 ist nicht definiert"),
        (ENTRY.format("REC-01"), "REC-01 gehört zum Kern"),
        (ENTRY.format("ANT-02") * 2, "ANT-02 ist doppelt genannt"),
        ("- code: ANT-02\n  since: 2026-11-01\n", "reason"),
        ("- code: ANT-02\n  reason: Zur Probe.\n", "since"),
        (ENTRY.format("ANT-02") + "  until: 2027-01-01\n", "until"),
    ],
)
def test_a_broken_list_is_refused_with_a_sentence(folder: Path, text: str, says: str) -> None:
    said = problems(folder, text)
    assert says in said
    assert said.startswith(TRIAL_FILE)


@pytest.mark.requirement("R22")
def test_being_on_trial_changes_no_version(world: None) -> None:
    found = read_definitions()
    with acting_as(Role.OWNER):
        before = list(IndicatorVersion.objects.order_by("pk").values_list("pk", "content_hash"))
        assert selectors.indicator("ANT-02").on_trial
        loaded = load_definitions(replace(found, trial=tuple(each for each in found.trial if each.code == "SPR-02")))
        assert (loaded.new, loaded.new_versions, loaded.retired) == ((), (), ())
        assert list(Indicator.objects.filter(trial=True).values_list("code", flat=True)) == ["SPR-02"]
        assert not selectors.indicator("ANT-02").on_trial
        spr = selectors.indicator("SPR-02")
        assert (spr.trial_reason, str(spr.trial_since)) == (found.trial[0].reason, "2026-11-01")
        assert list(IndicatorVersion.objects.order_by("pk").values_list("pk", "content_hash")) == before


@pytest.mark.requirement("R22")
def test_list_and_sheet_show_the_badge_and_the_sheet_the_reason(world: None, browse) -> None:
    guest = browse(None)
    found = read_definitions()
    everything = guest.get("/katalog/").content.decode()
    assert everything.count("in Erprobung") == len(found.trial)
    for each in found.trial:
        sheet = guest.get(f"/katalog/{each.code}/").content.decode()
        assert "seit 01.11.2026 in Erprobung:" in sheet
        assert each.reason in sheet
    assert "in Erprobung" not in guest.get("/katalog/REC-01/").content.decode()
