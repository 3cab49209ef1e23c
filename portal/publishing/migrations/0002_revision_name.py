from django.db import migrations, models


class Migration(migrations.Migration):
    """Editors give a version a name."""

    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.AddField(
            "revision",
            "name",
            models.CharField(
                blank=True,
                default="",
                help_text="Zoals “voor de studiedag”: hoe jij en je collega's ze terugvinden.",
                max_length=80,
                verbose_name="naam",
            ),
            preserve_default=False,
        ),
    ]
