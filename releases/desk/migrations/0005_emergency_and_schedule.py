"""The emergency lane, publication at a set time, and an administrator who keeps accounts alone."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


roles = import_module("releases.desk.migrations.0002_roles")

OWN_WORDS = "nobody signs or waives what they wrote"
KEPT = "an emergency publication is never altered or forgotten"
_AUTHOR = """EXISTS (SELECT 1 FROM desk_authorship AS a WHERE a.conference_id = NEW.conference_id
    AND a.round = NEW.round AND a.user_id = NEW.confirmed_by_id)"""
# What is said stays said; only the confirmation and the review may be added, each once.
_DISTINCT = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def _altered(vendor):
    other = _DISTINCT[vendor]
    always = ("conference_id", "round", "digest", "reason", "asked_by_id", "asked_at")
    once = ("confirmed_by_id", "confirmed_at", "review_due")
    return " OR ".join(
        [f"NEW.{column} {other} OLD.{column}" for column in always]
        + [f"(OLD.{column} IS NOT NULL AND NEW.{column} {other} OLD.{column})" for column in once]
        + ["(OLD.outcome <> '' AND (NEW.outcome <> OLD.outcome OR NEW.closed_at <> OLD.closed_at))"]
    )


SQLITE = (
    f"""CREATE TRIGGER desk_emergency_by_another BEFORE UPDATE ON desk_emergency WHEN {_AUTHOR}
    AND OLD.confirmed_by_id IS NULL BEGIN SELECT RAISE(ABORT, '{OWN_WORDS}'); END""",
    f"""CREATE TRIGGER desk_emergency_immutable BEFORE UPDATE ON desk_emergency WHEN {_altered("sqlite")}
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    f"""CREATE TRIGGER desk_emergency_undeletable BEFORE DELETE ON desk_emergency
    WHEN OLD.confirmed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
)
SQLITE_UNDO = tuple(
    f"DROP TRIGGER IF EXISTS desk_emergency_{name}" for name in ("by_another", "immutable", "undeletable")
)
POSTGRESQL = (
    f"""CREATE FUNCTION desk_emergency_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.confirmed_at IS NOT NULL THEN
                RAISE EXCEPTION USING MESSAGE = '{KEPT}', ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF OLD.confirmed_by_id IS NULL AND {_AUTHOR} THEN
            RAISE EXCEPTION USING MESSAGE = '{OWN_WORDS}', ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF {_altered("postgresql")} THEN
            RAISE EXCEPTION USING MESSAGE = '{KEPT}', ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER desk_emergency_kept BEFORE UPDATE OR DELETE ON desk_emergency FOR EACH ROW
    EXECUTE FUNCTION desk_emergency_kept()""",
)
POSTGRESQL_UNDO = ("DROP FUNCTION IF EXISTS desk_emergency_kept() CASCADE",)

SECTIONS = [("record", f"{verb}_section") for verb in ("add", "change", "view")]
ACCOUNTS = [*(("auth", f"{verb}_user") for verb in ("add", "change", "view")), ("auth", "view_group")]


def make_triggers(apps, schema_editor):
    """Make the triggers."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    """Take the triggers away."""
    _run(schema_editor, SQLITE_UNDO, POSTGRESQL_UNDO)


def _run(schema_editor, sqlite, postgresql):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def make_roles(apps, schema_editor):
    """Leave the administrator with accounts alone; sections go to those who publish."""
    roles.grant(apps, schema_editor, {"签发": SECTIONS, "管理员": ACCOUNTS})
    group = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).get(name="管理员")
    for permission in group.permissions.select_related("content_type"):
        if (permission.content_type.app_label, permission.codename) not in ACCOUNTS:
            group.permissions.remove(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0004_reviewers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='进程')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '心跳',
                'verbose_name_plural': '心跳',
            },
        ),
        migrations.CreateModel(
            name='Emergency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField(verbose_name='轮次')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要值')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='发布时间')),
                ('review_due', models.DateTimeField(null=True, verbose_name='补审期限')),
                ('outcome', models.CharField(blank=True, choices=[('signed', '补审通过'), ('replaced', '已由经过审核的版本取代'), ('withdrawn', '已撤回')], max_length=20, verbose_name='补审结果')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='补审完成时间')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emergencies', to='desk.conference', verbose_name='发布会')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
            ],
            options={
                'verbose_name': '紧急发布',
                'verbose_name_plural': '紧急发布',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('conference', 'round', 'digest'), name='emergency_once_a_digest'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='emergency_has_reason', violation_error_message='请写明紧急发布的理由。'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('confirmed_by')), _negated=True), name='emergency_two_people', violation_error_message='申请和确认要由两个人完成。'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None), ('review_due', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('review_due__isnull', False)), _connector='OR'), name='emergency_confirmed_whole', violation_error_message='确认人、发布时间和补审期限要一起记录。'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False), ('confirmed_at__isnull', False)), _connector='OR'), name='emergency_closed_whole', violation_error_message='补审结果和完成时间要一起记录。')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(verbose_name='发布时间')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要值')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='性质')),
                ('note', models.TextField(blank=True, verbose_name='公开说明')),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='设定时间')),
                ('state', models.CharField(choices=[('waiting', '等待发布'), ('published', '已发布'), ('refused', '未能发布'), ('cancelled', '已取消')], default='waiting', max_length=20, verbose_name='状态')),
                ('done_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('problem', models.TextField(blank=True, verbose_name='问题')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='desk.conference', verbose_name='发布会')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签发人')),
            ],
            options={
                'verbose_name': '定时发布',
                'verbose_name_plural': '定时发布',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('conference',), name='schedule_one_waiting', violation_error_message='这场发布会已设定了发布时间。'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='schedule_done_has_time', violation_error_message='完成的定时发布要有完成时间。')],
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
