"""The same apps and the same database with django-tenants' own backend: one account for everything."""

import os

from tests.bench.settings import *  # noqa: F403
from tests.bench.settings import DATABASES

DATABASES["default"] |= {
    "ENGINE": "django_tenants.postgresql_backend",
    "USER": os.environ["BENCH_USER"],
    "PASSWORD": os.environ["BENCH_PASSWORD"],
}
