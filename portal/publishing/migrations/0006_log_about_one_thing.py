"""What the log says of one thing is found without reading what it says of all things of its kind."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("publishing", "0005_preview_links"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS admin_log_about ON django_admin_log (content_type_id, object_id)",
            "DROP INDEX IF EXISTS admin_log_about",
        ),
    ]
