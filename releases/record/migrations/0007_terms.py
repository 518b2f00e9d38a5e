"""The words that search offers where another one found nothing, and what they are looked up by.

Nothing is filled here: ``manage.py reindex`` does that, release by release, while the site runs.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0006_questions")]
    operations = [
        migrations.CreateModel(
            "Term",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "人物"), ("source", "来源"), ("word", "词语")], max_length=6
                    ),
                ),
                ("text", models.CharField(max_length=100)),
                ("ref", models.CharField(blank=True, max_length=64)),
                ("position", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            {
                "verbose_name": "检索用词",
                "verbose_name_plural": "检索用词",
                "constraints": [models.UniqueConstraint(fields=["text", "kind", "ref"], name="term_is_unique")],
            },
        ),
        migrations.CreateModel(
            "TermUse",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.TextField(blank=True)),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="record.release",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="record.term"
                    ),
                ),
            ],
            {
                "verbose_name": "用词出处",
                "verbose_name_plural": "用词出处",
                "constraints": [models.UniqueConstraint(fields=["release", "term"], name="term_use_is_unique")],
            },
        ),
        migrations.CreateModel(
            "TermKey",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="record.term"
                    ),
                ),
            ],
            {
                "verbose_name": "用词索引",
                "verbose_name_plural": "用词索引",
                "indexes": [models.Index(fields=["key", "term"], name="term_by_key")],
            },
        ),
    ]
