from django.db import migrations


class Migration(migrations.Migration):
    """The log of the desk is read newest first, and its oldest lines are forgotten: both by the moment."""

    dependencies = [("publishing", "0002_revision_name"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX logbook_by_moment ON django_admin_log (action_time DESC, id DESC)",
            "DROP INDEX logbook_by_moment",
        ),
    ]
