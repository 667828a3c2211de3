"""Tests: a cluster of their own, quick passwords, plain static files."""

import os
from pathlib import Path

from benchmark.config.settings.base import *  # noqa: F403
from benchmark.config.settings.base import BASE_DIR
from benchmark.config.settings.database import database_settings

RUN = os.environ.get("VERGLEICHSRING_TEST_RUN", "alone")  # each run has a cluster of its own
LOCAL_DIR = Path(os.environ.get("VERGLEICHSRING_TEST_FOLDER", BASE_DIR / ".local" / "test" / RUN))
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
globals().update(database_settings(LOCAL_DIR, name=f"vr_test_{RUN}_{_worker}"))
SESSION_COOKIE_NAME = "sitzung"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": LOCAL_DIR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
PUBLIC_PORT = "80"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
