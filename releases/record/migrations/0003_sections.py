"""The two sections every press office of a city government has."""

from django.db import migrations


def make(apps, schema_editor):
    """Make 解读回应 and, below it, 新闻发布会."""
    Section = apps.get_model("record", "Section")
    top = Section.objects.create(
        path="jdhy",
        name="解读回应",
        description="政策解读、新闻发布会实录和对社会关切的回应。",
        keywords="解读回应,政策解读,新闻发布会,回应关切",
        column_type="回应关切",
    )
    Section.objects.create(
        path="jdhy/xwfbh",
        name="新闻发布会",
        parent=top,
        description="市政府新闻发布会的预告、图文实录和答记者问。",
        keywords="新闻发布会,图文实录,答记者问,回应关切",
        column_type="回应关切",
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0002_triggers")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
