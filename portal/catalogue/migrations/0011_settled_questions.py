from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0010_reads"),
    ]

    operations = [
        migrations.AddField(
            model_name="searched",
            name="ignored",
            field=models.BooleanField(default=False, verbose_name="genegeerd"),
        ),
        migrations.AddField(
            model_name="searched",
            name="settled",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
