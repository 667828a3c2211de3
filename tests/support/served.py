"""The application as gunicorn serves it in tests: the usual one, on the database the test names."""

from __future__ import annotations

import os

from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["VERGLEICHSRING_TEST_DATABASE"]
settings.WHITENOISE_USE_FINDERS = True  # static files from where they lie: nothing has been collected

from benchmark.config.wsgi import application  # noqa: E402  the database is chosen first

__all__ = ["application"]
