"""Until when wishes may be given in a block."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_networks")]
    operations = [
        migrations.AddField(
            "block",
            "wishes_until",
            models.DateField(
                blank=True,
                help_text="Leeg: zolang inschrijven of wijzigen kan.",
                null=True,
                verbose_name="wensen geven kan tot en met",
            ),
        ),
    ]
