from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps, schema_editor):
    record, relation = (apps.get_model("catalogue", name) for name in ("Record", "Relation"))
    named = relation.objects.filter(object=OuterRef("pk"), subject__kind="fiche").exclude(kind="related")
    each = named.order_by().values("object").annotate(number=Count("subject", distinct=True))
    record.objects.update(uses=Coalesce(Subquery(each.values("number")), 0))


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0012_picture_sizes"),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="uses",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
