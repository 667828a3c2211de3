"""Admission and provisioning: visible steps, resumable, refusals in words (I2.3, I2.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tenants.border import Role, acting_as, inside
from tenants.border.jobs import Job, perform
from tenants.border.provisioning import is_behind
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality
from tenants.onboarding import actions
from tenants.onboarding.actions import admit, migrate_municipalities
from tenants.onboarding.models import Admission, Step
from tests.support.people import FOUNDER

GOETTINGEN = {
    "ags": "03159",
    "name": "Landkreis Göttingen",
    "kind": "landkreis",
    "slug": "goettingen",
    "email": "leitung@goettingen.test",
    "person_name": "Anna Leitung",
}


def admitted(**changes: str) -> Admission:
    with acting_as(Role.OWNER):
        return admit(**{**GOETTINGEN, **changes}, by=FOUNDER)


def steps_of(admission: Admission) -> dict[str, str]:
    with acting_as(Role.OWNER):
        return dict(Step.objects.filter(admission=admission).order_by("pk").values_list("name", "state"))


@pytest.mark.requirement("I2.3")
def test_a_broken_provisioning_goes_on_where_it_stopped(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    admission = admitted()
    assert set(steps_of(admission).values()) == {"waiting"}

    def breaks(schema_name: str) -> None:
        raise OSError("no space left")

    real = actions.migrate_schema
    monkeypatch.setattr(actions, "migrate_schema", breaks)
    assert perform(admission.job) is False
    assert steps_of(admission) == {
        "account": "done",
        "schema": "done",
        "tables": "failed",
        "people": "waiting",
        "opened": "waiting",
    }
    with acting_as(Role.OWNER):
        assert "no space left" in Step.objects.get(admission=admission, name="tables").message
        assert Municipality.objects.get(slug="goettingen").provisioned_at is None

    monkeypatch.setattr(actions, "migrate_schema", real)
    assert perform(admission.job) is True
    assert set(steps_of(admission).values()) == {"done"}
    with acting_as(Role.OWNER):
        municipality = Municipality.objects.get(slug="goettingen")
    with inside(municipality), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user")
        assert cursor.fetchone() == (1,)


@pytest.mark.requirement("I2.3")
def test_names_of_schemas_and_roles_tell_nothing(world: None) -> None:
    admission = admitted()
    name = admission.municipality_id
    assert name.startswith("t_")
    assert len(name) == 12
    assert "goett" not in name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ags": "3159"}, "3159"),
        ({"ags": "03157"}, "03157"),
        ({"slug": "Göttingen"}, "Göttingen"),
        ({"slug": "ahausen"}, "ahausen"),
        ({"slug": "-x"}, "-x"),
    ],
)
def test_what_cannot_be_admitted_is_refused_and_leaves_nothing(world: None, change: dict[str, str], says: str) -> None:
    with acting_as(Role.OWNER):
        before = (Municipality.objects.count(), Admission.objects.count(), Job.objects.count())
    with pytest.raises(Refused) as refusal:
        admitted(**change)
    assert says in str(refusal.value)
    with acting_as(Role.OWNER):
        assert (Municipality.objects.count(), Admission.objects.count(), Job.objects.count()) == before


@pytest.mark.requirement("R6")
def test_the_operator_admits_by_ags_and_watches_the_steps(world: None, browse: Callable[..., Client]) -> None:
    operator = browse(None, RoleCode.OPERATOR)
    form = {"ags": "3159", "slug": "goettingen", "person_name": "Anna Leitung", "email": "leitung@goettingen.test"}
    refused = operator.post("/betrieb/aufnehmen/", form)
    assert refused.status_code == 422
    assert "03159" in refused.content.decode()
    taken = operator.post("/betrieb/aufnehmen/", {**form, "ags": "03159"})
    assert taken.status_code == 302
    assert operator.get("/betrieb/goettingen/stand/").status_code == 200
    with acting_as(Role.OWNER):
        job = Admission.objects.get(municipality__slug="goettingen").job
    assert perform(job) is True
    page = operator.get("/betrieb/goettingen/stand/")
    assert page.status_code == 286
    assert Client(headers={"host": "goettingen.localhost"}).get("/konto/login/").status_code == 200


@pytest.mark.requirement("C15")
def test_migration_goes_on_after_a_failure_and_names_who_failed(
    six: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, visited = actions.migrate_schema, []

    def breaks_for_one(schema_name: str) -> int:
        visited.append(schema_name)
        if schema_name == six[2].schema_name:
            raise RuntimeError("broken")
        return real(schema_name)

    monkeypatch.setattr(actions, "migrate_schema", breaks_for_one)
    said: list[str] = []
    assert migrate_municipalities(said.append) == [six[2].slug]
    assert len(visited) == len(six)
    assert "broken" in said[0]
    with acting_as(Role.OWNER):
        assert not is_behind(six[0].schema_name)
