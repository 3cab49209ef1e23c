from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0008_searched"),
    ]

    operations = [
        migrations.AddField(
            model_name="relation",
            name="why",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
