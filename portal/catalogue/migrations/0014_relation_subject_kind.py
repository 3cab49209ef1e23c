from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say(apps, schema_editor):
    record, relation = (apps.get_model("catalogue", name) for name in ("Record", "Relation"))
    subject = record.objects.filter(pk=OuterRef("subject_id"))
    relation.objects.update(subject_kind=Subquery(subject.values("kind")))


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0013_uses"),
    ]

    operations = [
        migrations.AddField(
            model_name="relation",
            name="subject_kind",
            field=models.CharField(db_default="", default="", max_length=20),
        ),
        migrations.RunPython(say, migrations.RunPython.noop),
    ]
