import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The rows are derived: `manage.py reindex` writes them, as it does those of 0006."""

    dependencies = [
        ('record', '0006_questions'),
    ]

    operations = [
        migrations.RemoveField(model_name='passage', name='departments'),
        migrations.CreateModel(
            name='Utterance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='举行日期')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('department', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='utterances', to='record.department')),
                ('passage', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='utterances', to='record.passage')),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='utterances', to='record.release')),
            ],
            options={
                'verbose_name': '部门发言',
                'verbose_name_plural': '部门发言',
                'indexes': [models.Index(fields=['department', '-held_on', '-release', 'position'], name='utterance_in_order')],
                'constraints': [models.UniqueConstraint(fields=('passage', 'department'), name='utterance_once')],
            },
        ),
        migrations.AddField(
            model_name='passage',
            name='departments',
            field=models.ManyToManyField(related_name='passages', through='record.Utterance', to='record.department', verbose_name='部门'),
        ),
    ]
