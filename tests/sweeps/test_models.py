"""Every table: append-only or mutable on purpose, times and people in pairs, access named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import IntegrityError, connection, models, transaction

from benchmark.config.rooms import ROOMS
from tenants.border import Role, acting_as
from tenants.border.access import Access
from tenants.border.grants import declared

pytestmark = pytest.mark.xdist_group("pages")
OURS = [model for room in ROOMS if room.is_app for model in apps.get_app_config(room.label).get_models()]
APPEND_ONLY = {model._meta.label for model, access in declared() if access.append_only}

# Tables whose rows change, and what changes in them.
MUTABLE = {
    "border.Job": "state, lease and attempt of the work",
    "municipalities.Municipality": "provisioned and ended later than admitted",
    "municipalities.Domain": "a host may move to another address",
    "onboarding.Admission": "a repeated provisioning has a new job",
    "onboarding.Step": "done or failed after it was ordered",
    "territories.Territory": "validity ends when the directory says so",
    "territories.Succession": "reloaded from the reviewed directory",
    "territories.CrosswalkWeight": "reloaded from the reviewed directory",
    "catalogue.FieldOfAction": "reloaded from reviewed definition files",
    "catalogue.Concept": "reloaded from reviewed definition files",
    "catalogue.Conversion": "reloaded from reviewed definition files",
    "catalogue.Indicator": "points to its newest version",
    "statistics_offices.SourceFile": "a corrected file replaces one",
    "statistics_offices.OfficialValue": "follows its file",
    "statistics_offices.Upload": "deleted once it is imported, discarded or a day old",
    "circles.Circle": "purpose and name may be corrected, research allowed or not",
    "circles.Moderation": "people come and go",
    "circles.CharterVersion": "a draft until it is published; then a trigger keeps it",
    "circles.CoreIndicator": "belongs to a draft until it is published",
    "circles.Invitation": "answered later than sent",
    "circles.Membership": "has an end",
    "circles.Round": "closed later than opened",
    "named_figures.ShownFigure": "the value goes when it is no longer shown; marked once it is corrected",
    "releases.Consent": "may be withdrawn",
    "releases.Contribution": "goes with a withdrawn consent",
    "releases.Declination": "may be taken back",
    "totals.TotalsConsent": "may be withdrawn",
    "totals.CountContribution": "goes with a withdrawn consent",
    "releases.LedgerHead": "moves on with every row of the ledger, never back",
    "findings.Answer": "a change is a new version; nothing is ever written over",
    "figures.DataAccess": "the newest statement holds",
    "figures.EntryCompletion": "may be reopened later, once, with a reason",
    "figures.UnfinishedEntry": "grows with every field that is typed and goes once there is a figure",
    "figures.Figure": "draft, checked, approved; a later change is a new version",
    "figures.Proposal": "decided later than found",
    "figures.Import": "stored later than uploaded",
    "figures.Receipt": "kept as it was signed; its signature shows every change",
    "data_gaps.Report": "a new report takes the place of the earlier one; goes when it is withdrawn",
    "data_gaps.Gap": "replaced by the next report; goes when it is withdrawn",
    "joining.Application": "answered later than received",
    "spreadsheets.Upload": "bytes go once it is taken over, thrown away or a day old",
    "spreadsheets.RememberedMapping": "renamed, used again, retired",
    "collection.Collection": "its deadline may be moved",
    "collection.Item": "responsibility, source and question are kept up to date",
    "collection.Reminder": "goes with its collection",
    "delegation.Delegation": "may be ended early, once, with a reason",
    "goals.IndicatorUse": "one current version; a change is a new one",
}
# Optional times that stand alone, or whose pair the database does not compare.
NOT_COMPARED = {
    "municipalities.Municipality.provisioned_at": "written by the provisioning job, not by a person",
    "municipalities.Municipality.ended_at": "written by the operator's command; the audit names the person",
    "circles.Round.closed_at": "written together with the state and the person by one action alone",
}


def optional_times() -> Iterator[tuple[Any, str]]:
    """Times that are empty at first: (model, name)."""
    for model in OURS:
        for field in model._meta.concrete_fields:
            if field.name.endswith("_at") and field.null:
                yield model, field.name


def compared_fields(model: type[models.Model]) -> list[set[str]]:
    """For each check constraint of a table, the fields it compares."""
    found = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            pairs = [node[0] for node in constraint.condition.flatten() if isinstance(node, tuple)]
            found.append({name.partition("__")[0] for name in pairs} | _names(constraint.condition))
    return found


def _names(condition: Any) -> set[str]:
    names: set[str] = set()
    for child in getattr(condition, "children", []):
        names |= {child[0].partition("__")[0]} if isinstance(child, tuple) else _names(child)
    return names


@pytest.mark.requirement("I2.14")
def test_every_table_is_append_only_or_mutable_on_purpose() -> None:
    labels = {model._meta.label for model in OURS}
    assert APPEND_ONLY.isdisjoint(MUTABLE)
    assert labels - APPEND_ONLY - set(MUTABLE) == set(), "say in MUTABLE what changes, or append_only in access.py"
    assert set(MUTABLE) - labels == set(), "there is no such table"


@pytest.mark.requirement("I2.14", "I2.11")
@pytest.mark.parametrize("label", sorted(APPEND_ONLY))
def test_the_database_refuses_to_change_what_is_append_only(demo_of_module: None, label: str) -> None:
    table = apps.get_model(label)._meta.db_table
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM public."{table}"')
        assert cursor.fetchone()[0] > 0, "control: there is something to change"
        for statement in (f'UPDATE public."{table}" SET id = id', f'DELETE FROM public."{table}"'):
            with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.requirement("I2.14")
@pytest.mark.parametrize(("model", "name"), list(optional_times()), ids=lambda value: getattr(value, "__name__", value))
def test_a_time_and_its_person_come_together(model: Any, name: str) -> None:
    label = f"{model._meta.label}.{name}"
    person = name.removesuffix("_at") + "_by"
    wanted = {name, person} & {field.name for field in model._meta.concrete_fields}
    constrained = any(wanted <= fields for fields in compared_fields(model))
    assert constrained != (label in NOT_COMPARED), f"{label}: a constraint or a reason, not both"


def test_every_shared_table_names_who_reads_it() -> None:
    named = dict(declared())
    assert all(isinstance(access, Access) for access in named.values())
    public = [
        model for room in ROOMS if room.kind == "public" for model in apps.get_app_config(room.label).get_models()
    ]
    assert set(public) <= set(named)


def test_no_relation_without_a_table() -> None:
    for model in OURS:
        assert not [field for field in model._meta.private_fields if isinstance(field, GenericForeignKey)], model


def test_no_foreign_key_to_a_person() -> None:
    accounts = apps.get_model("auth.User")
    for model in OURS:
        assert [field.name for field in model._meta.concrete_fields if field.related_model is accounts] == [], model
