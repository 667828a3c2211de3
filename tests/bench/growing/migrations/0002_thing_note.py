from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("growing", "0001_initial")]
    operations = [
        migrations.AddField(model_name="thing", name="note", field=models.CharField(default="", max_length=40)),
    ]
