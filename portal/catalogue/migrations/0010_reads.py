import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0009_related_why"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reads",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("start", models.DateField()),
                ("monthly", models.BooleanField(default=False)),
                ("times", models.PositiveBigIntegerField(default=0)),
                (
                    "record",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reads", to="catalogue.record"),
                ),
            ],
            options={
                "verbose_name": "gelezen",
                "verbose_name_plural": "gelezen",
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "monthly", "start"], name="reads_by_day")],
                "constraints": [models.UniqueConstraint(fields=("record", "monthly", "start"), name="reads_of_a_record_once")],
            },
        ),
    ]
