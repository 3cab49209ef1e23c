"""What participants of a day were last told of its programme, and whether who wished what is off knows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0004_wishes_until")]

    operations = [
        migrations.CreateModel(
            name="ToldProgramme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.JSONField()),
                ("at", models.DateTimeField()),
                ("off_at", models.DateTimeField(null=True)),
                (
                    "day",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told_programme", to="events.studyday"
                    ),
                ),
            ],
            options={"verbose_name": "verteld programma", "verbose_name_plural": "vertelde programma's"},
        ),
        migrations.AddField(model_name="place", name="told_off", field=models.BooleanField(default=False)),
    ]
