"""Jobs of the yearly collection."""

from __future__ import annotations

from typing import Any

from benchmark.collection.reminding import remind
from tenants.border.jobs import MUNICIPALITY, JobContext, job


@job("collection.remind", runs_as=MUNICIPALITY, atomic=False, daily=True)
def remind_of_open_items(context: JobContext) -> dict[str, Any]:
    """Remind everybody of this municipality whose figures are due."""
    return {"mails": remind(host=context.payload["host"])}
