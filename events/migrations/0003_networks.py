"""The onderwijsverstrekkers of Flanders, to begin with. Organisers keep the list."""

from django.db import migrations

NAMES = [
    "GO! onderwijs van de Vlaamse Gemeenschap",
    "Katholiek Onderwijs Vlaanderen",
    "OVSG (steden en gemeenten)",
    "POV (provincies)",
    "OKO (kleine onderwijsverstrekkers)",
]


def fill(apps, schema_editor):
    networks = apps.get_model("events", "Network").objects.using(schema_editor.connection.alias)
    for position, name in enumerate(NAMES):
        networks.get_or_create(name=name, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("events", "0002_registration")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
