"""Who keeps topics and departments, and who files questions."""

from importlib import import_module

from django.db import migrations

roles = import_module("releases.desk.migrations.0002_roles")

LISTS = ("topic", "department")
READER = [("record", f"view_{model}") for model in LISTS]
FILER = [*READER, ("record", "change_filing")]
ROLES = {
    "撰稿": FILER,
    "初审": FILER,
    "复审": FILER,
    "终审": FILER,
    "签发": [*FILER, *(("record", f"{verb}_{model}") for model in LISTS for verb in roles.ALL)],
    "审计": READER,
}


def make_roles(apps, schema_editor):
    """Add the permissions to the groups."""
    roles.grant(apps, schema_editor, ROLES)


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_later_answers"), ("record", "0006_questions")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
