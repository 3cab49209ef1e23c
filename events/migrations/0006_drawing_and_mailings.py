"""The draw of a ranked block and what it brought; what organisers wrote to people of a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="block",
            name="outcome",
            field=models.JSONField(default=None, editable=False, null=True, verbose_name="uitkomst van de verdeling"),
        ),
        migrations.AddField(
            model_name="block",
            name="seed",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=40, verbose_name="startgetal van de loting"
            ),
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=150, verbose_name="onderwerp")),
                ("text", models.TextField(verbose_name="tekst")),
                ("people", models.PositiveIntegerField(verbose_name="mensen")),
                ("attempt", models.CharField(max_length=64, unique=True)),
                ("created", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.studyday",
                        verbose_name="studiedag",
                    ),
                ),
            ],
            options={
                "verbose_name": "bericht aan deelnemers",
                "verbose_name_plural": "berichten aan deelnemers",
                "ordering": ["-created", "-pk"],
            },
        ),
    ]
