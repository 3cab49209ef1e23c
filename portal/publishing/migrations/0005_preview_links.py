import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Addresses that show a draft to somebody without an account."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0004_autosave_of_each_tab"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "PreviewLink",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Mag leeg blijven. Alleen jij en je collega's zien dit.",
                        max_length=120,
                        verbose_name="voor wie",
                    ),
                ),
                ("made", models.DateTimeField(verbose_name="gemaakt op")),
                ("expires", models.DateTimeField(db_index=True, verbose_name="werkt tot")),
                ("revoked", models.DateTimeField(null=True, verbose_name="ingetrokken op")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
            ],
            options={
                "verbose_name": "link naar een voorvertoning",
                "verbose_name_plural": "links naar een voorvertoning",
                "ordering": ["expires", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["content_type", "object_id"], name="preview_links_of_a_thing")],
            },
        ),
    ]
