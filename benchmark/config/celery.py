"""Celery: the doorbell. Messages carry a job's id and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmark.config.settings.local")

app = Celery("vergleichsring")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    task_default_queue="jobs",
    timezone="Europe/Berlin",
    beat_schedule={
        "sweep": {"task": "border.sweep", "schedule": 5.0},
        "daily": {"task": "border.daily", "schedule": crontab(hour=6, minute=30)},
    },
    beat_schedule_filename=str(settings.LOCAL_DIR / "broker" / "beat"),
)
if settings.CELERY_BROKER_URL.startswith("filesystem"):
    folder = Path(settings.LOCAL_DIR) / "broker" / "messages"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    control = Path(settings.LOCAL_DIR) / "broker" / "control"
    control.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.conf.broker_transport_options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(control),
        "store_processed": False,
    }
app.autodiscover_tasks(["tenants.border"])
