"""Behind a proxy with TLS. Needs DATABASE_URL, VERGLEICHSRING_HOST and a BROKER_URL."""

import os

from benchmark.config.settings.base import *  # noqa: F403
from benchmark.config.settings.base import LOCAL_DIR
from benchmark.config.settings.database import database_settings

globals().update(database_settings(LOCAL_DIR))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_NAME = "__Host-sitzung"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "vergleichsring@localhost")
