from django.apps import AppConfig


class GrowingConfig(AppConfig):
    """One table per municipality, for measuring migrations."""

    name = "tests.bench.growing"
    label = "growing"
    default_auto_field = "django.db.models.BigAutoField"
