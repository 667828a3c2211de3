"""Jobs of onboarding."""

from __future__ import annotations

from typing import Any

from tenants.border import Role
from tenants.border.jobs import JobContext, job
from tenants.onboarding.actions import provision


@job("onboarding.provision", runs_as=Role.OWNER, atomic=False)
def provision_municipality(context: JobContext) -> dict[str, Any]:
    """Make what is still missing of one municipality's schema."""
    return {"host": provision(admission_id=context.payload["admission"], progress=context.progress)}
