"""Entry for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from benchmark.intake.bodies import careful_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmark.config.settings.local")
application = careful_bodies(get_wsgi_application())
