"""Settings that hold everywhere. Addresses, keys and passwords come from the environment or from `.local/`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from benchmark.config.rooms import Kind, packages

BASE_DIR = Path(__file__).resolve().parents[3]
LOCAL_DIR = Path(os.environ.get("VERGLEICHSRING_LOCAL", BASE_DIR / ".local"))

DEBUG = False
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en-gb", _("English"))]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Framework apps whose tables exist on every host: accounts and sessions live where they belong.
ON_EVERY_HOST = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth.account",
]
WITHOUT_TABLES = [
    "django_tenants",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "django_htmx",
    "csp",
]
SHARED_APPS = [*WITHOUT_TABLES, *ON_EVERY_HOST, *packages(Kind.PUBLIC), *packages(Kind.FACE)]
TENANT_APPS = [*ON_EVERY_HOST, *packages(Kind.TENANT)]
COMPOSING = ["benchmark.config", "benchmark.demo"]
INSTALLED_APPS = [
    *dict.fromkeys([*packages(Kind.FACE), *COMPOSING, *SHARED_APPS, *TENANT_APPS]),
    "django.forms",  # last, so that our own form templates win
]

PUBLIC_ROOMS = packages(Kind.PUBLIC)
TENANT_MODEL = "municipalities.Municipality"
TENANT_DOMAIN_MODEL = "municipalities.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

# What the border needs; settings/database.py fills it in for each process.
SECRET_KEY = "set-for-each-process"  # noqa: S105  never used: database.py overrides it
RECEIPT_KEY = ""
BORDER_PREFIX = "vr"
BORDER_REST_ROLE = "owner"
BORDER_WEB_KEY = ""
BORDER_WORKER_KEY = ""
BORDER_KEY_GENERATION = "1"
BORDER_OWNER: tuple[str, str] | None = None
BORDER_SUPERUSER: dict[str, Any] | None = None
BORDER_PARKED_CONNECTIONS = 8
BORDER_CONNECTIONS_PER_MUNICIPALITY = 12

ROOT_URLCONF = "benchmark.config.urls_municipality"
PLATFORM_URLCONF = "benchmark.config.urls_platform"
PUBLIC_SCHEMA_URLCONF = PLATFORM_URLCONF
WSGI_APPLICATION = "benchmark.config.wsgi.application"

MIDDLEWARE = [
    "benchmark.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.border.middleware.HostMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.membership.middleware.PermissionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "benchmark.intake.middleware.BodyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "benchmark.config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "benchmark.web.forms.KernRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": LOCAL_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}

# Who may knock: the platform's own host; municipalities' hosts are looked up in the database.
PLATFORM_HOST = os.environ.get("VERGLEICHSRING_HOST", "localhost")
PUBLIC_PORT = os.environ.get("VERGLEICHSRING_PORT", "8000")
ALLOWED_HOSTS = ["*"]  # the border answers 404 for every host it does not know, before anything else runs
USE_X_FORWARDED_HOST = False

# Accounts
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tenants.membership.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "tenants.membership.people.display_name"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Cookies belong to exactly one host.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "object-src": ["'none'"],
        "base-uri": [_SELF],
        "form-action": [_SELF],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = LOCAL_DIR / "mail"
DEFAULT_FROM_EMAIL = "vergleichsring@localhost"

# Jobs: rows in PostgreSQL are the truth, the broker is a doorbell.
CELERY_BROKER_URL = os.environ.get("BROKER_URL", "filesystem://")
JOB_LEASE_SECONDS = 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
TERRITORY_DIRECTORY = "benchmark.config.directory.territory_by_key"
