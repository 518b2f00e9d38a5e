"""The chain of the whole record; what was published before is chained in the order of its publishing."""

import hashlib
import json

import django.db.models.deletion
from django.db import migrations, models

KEPT_LINK = "a link of the chain never changes"

SQLITE = (
    f"""CREATE TRIGGER record_link_immutable BEFORE UPDATE ON record_link
    BEGIN SELECT RAISE(ABORT, '{KEPT_LINK}'); END""",
    # INSERT OR REPLACE takes a row's place without an UPDATE.
    f"""CREATE TRIGGER record_link_not_replaced BEFORE INSERT ON record_link
    WHEN EXISTS (SELECT 1 FROM record_link
        WHERE number = NEW.number OR hash = NEW.hash OR version_id = NEW.version_id)
    BEGIN SELECT RAISE(ABORT, '{KEPT_LINK}'); END""",
)
POSTGRESQL = (
    f"""CREATE TRIGGER record_link_immutable BEFORE UPDATE ON record_link FOR EACH ROW
    EXECUTE FUNCTION record_refuse('{KEPT_LINK}')""",
    f"""CREATE TRIGGER record_link_kept BEFORE DELETE ON record_link FOR EACH ROW
    EXECUTE FUNCTION record_refuse('{KEPT_LINK}')""",
)


def refuse_changes(apps, schema_editor):
    """Make the triggers."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def chain(apps, schema_editor):
    """Chain every version there is."""
    number, previous = 0, ""
    versions = apps.get_model("record", "Version").objects.order_by("published_at", "release_id", "number")
    link = apps.get_model("record", "Link")
    for version in versions.values("pk", "release_id", "number", "digest", "seal").iterator():
        number += 1
        values = {
            "number": number,
            "previous": previous,
            "release": version["release_id"],
            "version": version["number"],
            "digest": version["digest"],
            "seal": version["seal"],
        }
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        made = hashlib.sha256(text.encode()).hexdigest()
        link.objects.create(number=number, version_id=version["pk"], previous=previous, hash=made)
        previous = made


class Migration(migrations.Migration):
    dependencies = [("record", "0007_terms")]
    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(
                        primary_key=True, serialize=False, verbose_name="序号"
                    ),
                ),
                ("previous", models.CharField(blank=True, max_length=64, verbose_name="上一环")),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="摘要值")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="record.version",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "链环",
                "verbose_name_plural": "链环",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(number=1, previous="")
                        | (models.Q(number__gt=1) & ~models.Q(previous="")),
                        name="link_one_is_the_first",
                    )
                ],
            },
        ),
        # The table goes with its triggers.
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
        migrations.RunPython(chain, migrations.RunPython.noop),
    ]
