"""The table of heavy legs: questions, causes and rules, edited and kept as a whole."""

import advice.choices
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advice', '0003_guideline_lifecycle'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeavyLegsTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('loaded', models.CharField(blank=True, editable=False, max_length=64, verbose_name='as loaded')),
                ('slug', models.SlugField(default='heavy-legs', editable=False, max_length=20, unique=True, verbose_name='slug')),
                ('why_no_weights', models.TextField(help_text='Said with every answer.', verbose_name='why weights do not help')),
            ],
            options={
                'verbose_name': 'heavy legs',
                'verbose_name_plural': 'heavy legs',
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', 'heavy-legs')), name='heavy_legs_is_one_table')],
            },
        ),
        migrations.CreateModel(
            name='HeavyLegsRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('cause', models.SlugField(max_length=40, verbose_name='cause')),
                ('when', models.JSONField(blank=True, default=dict, verbose_name='when')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'rule about heavy legs',
                'verbose_name_plural': 'rules about heavy legs',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalHeavyLegsCause',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('slug', models.SlugField(max_length=40, verbose_name='slug')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('urgency', models.CharField(choices=advice.choices.urgencies, default='none', max_length=12, verbose_name='urgency')),
                ('likely', models.TextField(help_text='And what it is not.', verbose_name='what it most likely is')),
                ('do_today', models.TextField(verbose_name='what to do today')),
                ('doctor', models.TextField(verbose_name='when to see a doctor')),
                ('tell_coach', models.TextField(help_text='What it means for training, and nothing about the body.', verbose_name='what the coach is told')),
                ('restrictions', models.JSONField(blank=True, default=list, verbose_name='what waits')),
                ('reference', models.TextField(blank=True, verbose_name='reference')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('table', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'historical cause of heavy legs',
                'verbose_name_plural': 'historical causes of heavy legs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHeavyLegsQuestion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('slug', models.SlugField(max_length=40, verbose_name='slug')),
                ('ask', models.CharField(max_length=200, verbose_name='question')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='hint')),
                ('many', models.BooleanField(default=False, verbose_name='any number can be true')),
                ('choices', models.JSONField(default=list, verbose_name='choices')),
                ('ask_if', models.JSONField(blank=True, default=dict, verbose_name='asked if')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('table', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'historical question about heavy legs',
                'verbose_name_plural': 'historical questions about heavy legs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHeavyLegsRule',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('cause', models.SlugField(max_length=40, verbose_name='cause')),
                ('when', models.JSONField(blank=True, default=dict, verbose_name='when')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('table', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'historical rule about heavy legs',
                'verbose_name_plural': 'historical rules about heavy legs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHeavyLegsTable',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('loaded', models.CharField(blank=True, editable=False, max_length=64, verbose_name='as loaded')),
                ('slug', models.SlugField(default='heavy-legs', editable=False, max_length=20, verbose_name='slug')),
                ('why_no_weights', models.TextField(help_text='Said with every answer.', verbose_name='why weights do not help')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical heavy legs',
                'verbose_name_plural': 'historical heavy legs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HeavyLegsQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('slug', models.SlugField(max_length=40, verbose_name='slug')),
                ('ask', models.CharField(max_length=200, verbose_name='question')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='hint')),
                ('many', models.BooleanField(default=False, verbose_name='any number can be true')),
                ('choices', models.JSONField(default=list, verbose_name='choices')),
                ('ask_if', models.JSONField(blank=True, default=dict, verbose_name='asked if')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'question about heavy legs',
                'verbose_name_plural': 'questions about heavy legs',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('table', 'slug'), name='heavy_legs_question_is_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='HeavyLegsCause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(help_text='The smallest comes first.', verbose_name='position')),
                ('slug', models.SlugField(max_length=40, verbose_name='slug')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('urgency', models.CharField(choices=advice.choices.urgencies, default='none', max_length=12, verbose_name='urgency')),
                ('likely', models.TextField(help_text='And what it is not.', verbose_name='what it most likely is')),
                ('do_today', models.TextField(verbose_name='what to do today')),
                ('doctor', models.TextField(verbose_name='when to see a doctor')),
                ('tell_coach', models.TextField(help_text='What it means for training, and nothing about the body.', verbose_name='what the coach is told')),
                ('restrictions', models.JSONField(blank=True, default=list, verbose_name='what waits')),
                ('reference', models.TextField(blank=True, verbose_name='reference')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='causes', to='advice.heavylegstable', verbose_name='table')),
            ],
            options={
                'verbose_name': 'cause of heavy legs',
                'verbose_name_plural': 'causes of heavy legs',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('table', 'slug'), name='heavy_legs_cause_stands_once'), models.CheckConstraint(condition=models.Q(('urgency__in', ['none', 'see_doctor', 'this_week', 'now'])), name='heavy_legs_urgency_is_known')],
            },
        ),
    ]
