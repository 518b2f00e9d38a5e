"""Who may read the audit trail: the auditor alone, for who hands out roles must not be the one who watches that.

Django makes permissions after all migrations have run, so this one makes what it hands out itself.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

AUDITOR = "审计"


def make(apps, schema_editor):
    """Make the permission and hand it out."""
    using = schema_editor.connection.alias
    config = apps.get_app_config("audit")
    # Without a models module Django takes the app to have no models, and makes nothing.
    config.models_module = True
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    may_view = permissions.get(content_type__app_label="audit", codename="view_entry")
    group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=AUDITOR)
    group.permissions.add(may_view)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers"), ("desk", "0006_preview_links")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
