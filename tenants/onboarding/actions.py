"""Admitting municipalities and making their schemas."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.audit.actions import record
from tenants.border import Role, acting_as
from tenants.border.hosts import forget_hosts
from tenants.border.jobs import enqueue
from tenants.border.provisioning import make_account, make_schema, migrate_schema, new_schema_name
from tenants.membership.actions import open_account, prepare_roles
from tenants.membership.people import Person
from tenants.membership.refusals import Refused
from tenants.membership.roles import OF_A_MUNICIPALITY, RoleCode
from tenants.municipalities.models import Domain, Municipality
from tenants.onboarding.models import Admission, Step

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")


@transaction.atomic
def admit(*, ags: str, name: str, kind: str, slug: str, email: str, person_name: str, by: Person) -> Admission:
    """Admit a municipality and order its schema; the work is done by the job ``onboarding.provision``.

    Raises Refused for an AGS or address that is taken already or not well formed.
    """
    if not re.fullmatch(r"\d{5}(\d{3})?", ags):
        raise Refused(
            _("%(ags)s is not an AGS: it has 5 digits for a district and 8 for a municipality.") % {"ags": ags}
        )
    if not _SLUG.match(slug):
        raise Refused(_("The address %(slug)s may only contain a–z, 0–9 and hyphens.") % {"slug": slug})
    if Municipality.objects.filter(ags=ags).exists():
        raise Refused(_("The municipality with the AGS %(ags)s has been admitted already.") % {"ags": ags})
    if Municipality.objects.filter(slug=slug).exists():
        raise Refused(_("The address %(slug)s is taken. Please choose another one.") % {"slug": slug})
    municipality = Municipality(schema_name=new_schema_name(), ags=ags, slug=slug, name=name, kind=kind)
    municipality.save()
    admission = Admission.objects.create(
        municipality=municipality,
        host=f"{slug}.{settings.PLATFORM_HOST}",
        first_person_email=email,
        first_person_name=person_name,
        admitted_by=by.reference,
    )
    Step.objects.bulk_create(Step(admission=admission, name=name) for name in Step.Name.values)
    order_provisioning(admission=admission, by=by)
    record("municipality.admitted", by=by, on=f"ags:{ags}")
    return admission


def order_provisioning(*, admission: Admission, by: Person) -> None:
    """Order (again) what is still missing of a municipality's schema."""
    ordered = enqueue("onboarding.provision", payload={"admission": admission.pk}, by=by)
    admission.job = ordered.pk
    admission.save(update_fields=["job"])


def provision(*, admission_id: int, progress: Callable[[int, int, str], None]) -> str:
    """Do every step that is not done yet, each in its own transaction, as owner; returns the host.

    A failure is written on its step and raised, so that the job is tried again from there.
    """
    admission = Admission.objects.select_related("municipality").get(pk=admission_id)
    steps = {step.name: step for step in admission.steps.all()}
    todo = [name for name in Step.Name if steps[name].state != Step.State.DONE]
    for number, name in enumerate(todo):
        progress(number, len(todo), str(name.label))
        step = steps[name]
        try:
            _STEPS[name](admission)
        except Exception as error:
            Step.objects.filter(pk=step.pk).update(
                state=Step.State.FAILED, message=f"{type(error).__name__}: {error}"[:300]
            )
            raise
        Step.objects.filter(pk=step.pk).update(state=Step.State.DONE, message="", finished_at=timezone.now())
    progress(len(todo), len(todo), admission.host)
    return admission.host


def _account(admission: Admission) -> None:
    with transaction.atomic():
        make_account(admission.municipality_id)


def _schema(admission: Admission) -> None:
    with transaction.atomic():
        make_schema(admission.municipality_id)


def _tables(admission: Admission) -> None:
    migrate_schema(admission.municipality_id)


def _people(admission: Admission) -> None:
    from tenants.border.crossing import _as

    with _as(admission.municipality), transaction.atomic():
        prepare_roles(OF_A_MUNICIPALITY)
        from django.contrib.auth.models import User

        if not User.objects.filter(email=admission.first_person_email.lower()).exists():
            open_account(
                email=admission.first_person_email,
                name=admission.first_person_name,
                roles=[RoleCode.LEADERSHIP],
                password=None,
                municipality=admission.municipality_id,
                by=Person(reference=admission.admitted_by, name="", municipality=admission.municipality_id),
            )


def _open(admission: Admission) -> None:
    with transaction.atomic():
        Domain.objects.get_or_create(
            domain=admission.host, defaults={"tenant": admission.municipality, "is_primary": True}
        )
        Municipality.objects.filter(pk=admission.municipality.pk).update(provisioned_at=timezone.now())
    forget_hosts()


_STEPS: dict[str, Callable[[Admission], None]] = {
    Step.Name.ACCOUNT: _account,
    Step.Name.SCHEMA: _schema,
    Step.Name.TABLES: _tables,
    Step.Name.PEOPLE: _people,
    Step.Name.OPENED: _open,
}


def migrate_municipalities(say: Callable[[str], None]) -> list[str]:
    """Bring every municipality's tables up to date; goes on after a failure and returns who failed."""
    with acting_as(Role.OWNER):
        everybody = list(Municipality.objects.filter(provisioned_at__isnull=False).order_by("pk"))
        failed = []
        for municipality in everybody:
            try:
                applied = migrate_schema(municipality.schema_name)
            except Exception as error:  # the others must not wait for this one
                failed.append(municipality.slug)
                say(f"{municipality.slug}: {type(error).__name__}: {error}")
            else:
                if applied:
                    say(f"{municipality.slug}: {applied}")
    return failed
