import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0014_relation_subject_kind"),
    ]

    operations = [
        migrations.AlterField(
            model_name="relation",
            name="object",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pointed",
                to="catalogue.record",
            ),
        ),
        migrations.AddIndex(
            model_name="relation",
            index=models.Index(fields=["object", "subject_kind"], name="relation_by_object"),
        ),
    ]
