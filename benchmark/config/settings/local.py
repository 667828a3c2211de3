"""One machine: embedded PostgreSQL, plain HTTP on localhost."""

from benchmark.config.settings.base import *  # noqa: F403
from benchmark.config.settings.base import LOCAL_DIR
from benchmark.config.settings.database import database_settings

globals().update(database_settings(LOCAL_DIR))
SESSION_COOKIE_NAME = "sitzung"
