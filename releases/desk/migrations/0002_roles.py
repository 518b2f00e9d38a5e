"""The three roles as groups.

Django makes permissions after all migrations have run, so this one makes those it hands out itself.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("add", "change", "delete", "view")
EDITOR = [
    *(("desk", f"{verb}_{model}") for model in ("conference", "participant", "turn", "photo", "attachment") for verb in ALL),
    *(("desk", f"{verb}_person") for verb in ("add", "change", "view")),
    ("desk", "view_source"),
    ("desk", "change_leftover"),
    ("desk", "view_leftover"),
]
PUBLISHER = [*EDITOR, ("desk", "publish_conference"), ("desk", "withdraw_conference")]
ADMINISTRATOR = [
    *PUBLISHER,
    *(("auth", f"{verb}_user") for verb in ("add", "change", "view")),
    ("auth", "view_group"),
    *(("record", f"{verb}_section") for verb in ("add", "change", "view")),
]
ROLES = {"撰稿": EDITOR, "签发": PUBLISHER, "管理员": ADMINISTRATOR}


def make(apps, schema_editor):
    """Make the groups and give them their permissions."""
    grant(apps, schema_editor, ROLES)


def grant(apps, schema_editor, roles):
    """Give each group its permissions, making what is not there yet of either."""
    using = schema_editor.connection.alias
    for label in ("auth", "record", "desk"):
        config = apps.get_app_config(label)
        # Without a models module Django takes the app to have no models, and makes nothing.
        config.models_module = True
        create_permissions(config, verbosity=0, using=using, apps=apps)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, permissions in roles.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        for label, codename in permissions:
            group.permissions.add(
                Permission.objects.using(using).get(content_type__app_label=label, codename=codename)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("record", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
