import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was typed is kept for each tab apart, and the same row says that somebody is at work there."""

    dependencies = [("publishing", "0003_logbook_in_order")]

    operations = [
        migrations.AddField("autosave", "place", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("autosave", "tab", models.CharField(default="", max_length=16)),
        migrations.AddField("autosave", "opened", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("autosave", "present", models.DateTimeField(null=True)),
        migrations.AlterField("autosave", "data", models.JSONField(null=True)),
        migrations.AlterField("autosave", "changed", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RemoveConstraint("autosave", "one_autosave"),
        migrations.AddConstraint(
            "autosave",
            models.UniqueConstraint(fields=("content_type", "object_id", "user", "tab"), name="one_autosave_for_each_tab"),
        ),
    ]
