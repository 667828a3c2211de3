"""Profiles with wider parameters: what was published under other limits stays as it was signed.

The new limits hold for every charter written from now on (`NOT VALID` leaves older rows alone); drafts begin at them.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

DRAFTS = "UPDATE public.circles_charterversion SET p = 10 WHERE published_at IS NULL AND p < 10"


class Migration(migrations.Migration):
    dependencies = [("circles", "0003_open_for_research")]

    operations = [
        migrations.RemoveConstraint(model_name="charterversion", name="charter_promises_what_the_rules_keep"),
        migrations.RunSQL(DRAFTS, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="charterversion",
            name="profile",
            field=models.CharField(
                choices=[("normal", "Normal"), ("sensitive", "Sensitive")], default="normal", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="charterversion",
            name="person_minimum",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(model_name="charterversion", name="drift", field=models.BooleanField(default=False)),
        *(
            migrations.AlterField(
                model_name="charterversion", name=name, field=models.PositiveSmallIntegerField(default=default)
            )
            for name, default in {"n_min": 5, "k": 3, "c": 2, "t": 3, "p": 10, "m": 3}.items()
        ),
        *(
            migrations.AlterField(
                model_name="charterversion", name=name, field=models.PositiveIntegerField(default=default)
            )
            for name, default in {"d_min_group": 150, "d_min_total": 1000}.items()
        ),
        AddConstraintNotValid(
            model_name="charterversion",
            constraint=models.CheckConstraint(
                name="charter_within_the_bounds_of_its_profile",
                condition=models.Q(
                    ("d_min_total__gte", models.F("d_min_group")),
                    ("profile__in", ["normal", "sensitive"]),
                    ("n_min__gte", 5),
                    ("n_min__lte", 100),
                    ("k__gte", 3),
                    ("k__lte", 50),
                    ("c__gte", 1),
                    ("c__lte", 3),
                    ("t__gte", 3),
                    ("t__lte", 20),
                    ("p__gte", 10),
                    ("p__lte", 50),
                    ("m__gte", 3),
                    ("m__lte", 10),
                    ("d_min_group__gte", 50),
                    ("d_min_group__lte", 100000),
                    ("d_min_total__gte", 50),
                    ("d_min_total__lte", 1000000),
                    ("person_minimum__gte", 3),
                    ("person_minimum__lte", 50),
                    models.Q(
                        ("profile", "normal"),
                        models.Q(
                            ("n_min__gte", 7),
                            ("k__gte", 5),
                            ("c__gte", 3),
                            ("t__gte", 3),
                            ("p__gte", 20),
                            ("m__gte", 5),
                            ("d_min_group__gte", 300),
                            ("d_min_total__gte", 2000),
                            ("person_minimum__gte", 10),
                            ("drift", True),
                        ),
                        _connector="OR",
                    ),
                ),
            ),
        ),
    ]
