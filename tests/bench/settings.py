"""Settings of the measurement: those of the tests, a cluster of its own, one more tenant app that grows."""

from benchmark.config.settings.database import database_settings
from benchmark.config.settings.test import *  # noqa: F403
from benchmark.config.settings.test import BASE_DIR, INSTALLED_APPS, TENANT_APPS

LOCAL_DIR = BASE_DIR / ".local" / "bench"
RUN = "bench"
globals().update(database_settings(LOCAL_DIR, name="vr_bench"))
TENANT_APPS = [*TENANT_APPS, "tests.bench.growing"]
INSTALLED_APPS = [*INSTALLED_APPS[:-1], "tests.bench.growing", INSTALLED_APPS[-1]]
