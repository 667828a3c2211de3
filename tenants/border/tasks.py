"""The doorbell: Celery tasks that carry nothing but a job's id."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="border.run_job", acks_late=True, reject_on_worker_lost=True, ignore_result=True)  # type: ignore[untyped-decorator]
def run_job(job_id: str) -> None:
    """Do one job, if it is still to be done."""
    from tenants.border.jobs import perform

    perform(job_id)


@shared_task(name="border.sweep", ignore_result=True)  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Ring again for every job that nobody works on."""
    from tenants.border.jobs import bury_abandoned, ring_the_bell, waiting_jobs

    bury_abandoned()
    for job_id in waiting_jobs():
        ring_the_bell(job_id)


@shared_task(name="border.daily", ignore_result=True)  # type: ignore[untyped-decorator]
def daily() -> None:
    """Order what is to be done every day."""
    from tenants.border.jobs import order_daily

    order_daily()
