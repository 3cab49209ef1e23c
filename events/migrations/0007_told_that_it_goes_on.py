"""When participants were told that a day goes on after all, so that another cancellation is told of again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0006_drawing_and_mailings")]

    operations = [
        migrations.AddField(model_name="toldprogramme", name="on_at", field=models.DateTimeField(null=True)),
    ]
