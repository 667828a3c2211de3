"""Jobs of own spreadsheets."""

from __future__ import annotations

from typing import Any

from benchmark.spreadsheets.actions import forget_old_files
from tenants.border.jobs import MUNICIPALITY, JobContext, job


@job("spreadsheets.forget_old_files", runs_as=MUNICIPALITY, daily=True)
def forget_files_nobody_took(context: JobContext) -> dict[str, Any]:
    """Drop the cells of files that nobody took over within a day."""
    return {"forgotten": forget_old_files()}
