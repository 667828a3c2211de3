"""Settings of a server that has nothing but the injectable page on municipalities' hosts."""

from benchmark.config.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.support.injectable"
