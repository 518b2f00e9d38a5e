"""Who keeps the list of outlets that may be given a release ahead."""

from importlib import import_module

from django.db import migrations

roles = import_module("releases.desk.migrations.0002_roles")

READER = [("desk", "view_outlet")]
ROLES = {
    "撰稿": READER,
    "初审": READER,
    "复审": READER,
    "终审": READER,
    "签发": [("desk", f"{verb}_outlet") for verb in roles.ALL],
    "审计": READER,
}


def make_roles(apps, schema_editor):
    """Add the permissions to the groups."""
    roles.grant(apps, schema_editor, ROLES)


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_embargo")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
