"""A summary for lists, and a kind of its own for what comes back after a withdrawal."""

import json
from importlib import import_module

from django.db import migrations, models

triggers = import_module("releases.record.migrations.0002_triggers")


def fill(apps, schema_editor):
    """Copy the summaries out of the current documents."""
    Release = apps.get_model("record", "Release")
    for release in Release.objects.using(schema_editor.connection.alias).select_related("version").iterator():
        summary = json.loads(release.version.document)["summary"] if release.version else ""
        if summary:
            Release.objects.filter(pk=release.pk).update(summary=summary)


def make_again(apps, schema_editor):
    """Make the triggers anew: SQLite has built both tables anew, and lost them."""
    triggers.drop(apps, schema_editor)
    triggers.make(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_sections")]
    operations = [
        migrations.AddField("release", "summary", models.TextField("摘要", blank=True, default=""), preserve_default=False),
        migrations.AlterField(
            "version",
            "kind",
            models.CharField(
                "类别",
                max_length=12,
                choices=[
                    ("first", "首次发布"),
                    ("correction", "更正"),
                    ("addition", "补充"),
                    ("withdrawal", "撤回"),
                    ("restoration", "恢复"),
                ],
            ),
        ),
        migrations.RemoveConstraint("version", "version_kind_is_known"),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=models.Q(kind__in=["first", "correction", "addition", "withdrawal", "restoration"]),
                name="version_kind_is_known",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_again, make_again),
    ]
