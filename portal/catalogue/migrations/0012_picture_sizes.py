from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0011_settled_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PictureSizes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("widths", models.JSONField(default=list)),
            ],
        ),
    ]
