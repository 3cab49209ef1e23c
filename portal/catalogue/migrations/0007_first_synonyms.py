"""The groups of synonyms that a portal begins with; one that has groups of its own keeps those."""

from pathlib import Path

from django.db import migrations
from django.db.models import F

FILE = Path(__file__).parent.parent / "words" / "synonyms.txt"


def begin(apps, schema_editor):
    Synonym = apps.get_model("catalogue", "Synonym")
    if Synonym.objects.exists():
        return
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    Synonym.objects.bulk_create(Synonym(words=[word.strip() for word in line.split("|")]) for line in lines)
    apps.get_model("catalogue", "Edition").objects.filter(pk=1, number__gt=0).update(number=F("number") + 1)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_search")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
