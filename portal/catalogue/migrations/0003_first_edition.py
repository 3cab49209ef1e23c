"""The one row of Edition."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("catalogue", "Edition").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_links")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
