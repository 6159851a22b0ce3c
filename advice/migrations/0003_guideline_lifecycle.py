"""Guidelines get a life (draft, published, retired), examples, and a history of each change as a whole.

Until now the histories of a guideline and of its conditions stood apart; the new history is made of both, so that no
change that was kept is lost. Drills and packs had no history: those of today stand in each revision.
"""

import advice.choices
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

_PLAIN = ("code", "stance", "exception", "reason", "instead", "grade", "reference", "editorial_note")
_CONDITION = ("fact", "operator", "value", "editorial", "unless")


def _status(published, loaded):
    """What came with Uphill and was switched off has been retired; one's own that does not count yet is a draft."""
    return "published" if published else "retired" if loaded else "draft"


def take_over(apps, schema_editor):
    """Set the status of each guideline and turn both histories into revisions."""
    model = {name: apps.get_model("advice", name) for name in (
        "Guideline", "HistoricalGuideline", "HistoricalCondition", "Source", "Revision"
    )}
    sources = dict(model["Source"].objects.values_list("pk", "slug"))
    for guideline in model["Guideline"].objects.all():
        guideline.status = _status(guideline.published, guideline.loaded)
        guideline.save(update_fields=["status"])
        drills = list(guideline.named_drills.order_by("position", "id").values_list("drill__code", flat=True))
        packs = sorted(guideline.packs.values_list("slug", flat=True))
        changes = list(
            model["HistoricalGuideline"].objects.filter(id=guideline.pk).order_by("history_date", "history_id")
        )
        of_conditions = list(
            model["HistoricalCondition"].objects.filter(guideline_id=guideline.pk).order_by("history_date", "history_id")
        )
        # Conditions are saved after their guideline, so they belong to the change before them.
        moments = sorted({change.history_date for change in changes})
        ends = [*moments[1:], None]
        for change, end in ((next(c for c in reversed(changes) if c.history_date == at), end)
                            for at, end in zip(moments, ends, strict=True)):
            held = {}
            for row in of_conditions:
                if end is None or row.history_date < end:
                    held[row.id] = row
            rows = sorted((row for row in held.values() if row.history_type != "-"), key=lambda row: row.position)
            model["Revision"].objects.create(
                guideline=guideline,
                code=change.code,
                made_at=change.history_date,
                made_by_id=change.history_user_id,
                content={
                    **{key: getattr(change, key) for key in _PLAIN},
                    "status": _status(change.published, change.loaded),
                    "source": sources.get(change.source_id, ""),
                    "review_on": "",
                    "conditions": [{key: getattr(row, key) for key in _CONDITION} for row in rows],
                    "examples": [],
                    "drills": drills,
                    "packs": packs,
                },
            )
    if schema_editor.connection.vendor == "postgresql":
        # The tables are altered further on, which PostgreSQL refuses while links are still to be checked.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('advice', '0002_drill_instructions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Example',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(blank=True, editable=False, verbose_name='position')),
                ('text', models.CharField(max_length=300, verbose_name='session')),
                ('athlete', models.JSONField(blank=True, default=dict, verbose_name='athlete')),
                ('expected', models.CharField(choices=advice.choices.expectations, default='applies', max_length=12, verbose_name='expected')),
            ],
            options={
                'verbose_name': 'example',
                'verbose_name_plural': 'examples',
                'ordering': ['guideline', 'position'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPack',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('loaded', models.CharField(blank=True, editable=False, max_length=64, verbose_name='as loaded')),
                ('owner', models.CharField(blank=True, db_index=True, default='', editable=False, max_length=40, verbose_name='owner')),
                ('slug', models.SlugField(verbose_name='slug')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('on_by_default', models.BooleanField(default=False, help_text='Switched on in new clubs.', verbose_name='on by default')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical pack',
                'verbose_name_plural': 'historical packs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('content', models.JSONField(verbose_name='content')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='guideline',
            name='review_on',
            field=models.DateField(blank=True, help_text='When somebody should look at it again.', null=True, verbose_name='review on'),
        ),
        migrations.AddField(
            model_name='guideline',
            name='status',
            field=models.CharField(choices=advice.choices.statuses, default='draft', help_text='Only published guidelines count. One that no longer holds is retired: its history stays.', max_length=10, verbose_name='status'),
        ),
        migrations.AddField(
            model_name='historicalsource',
            name='owner',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=40, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='pack',
            name='owner',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=40, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='source',
            name='owner',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=40, verbose_name='owner'),
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'retired'])), name='guideline_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.UniqueConstraint(condition=models.Q(('owner', ''), _negated=True), fields=('owner',), name='pack_is_the_only_one_of_its_owner'),
        ),
        migrations.AddField(
            model_name='example',
            name='guideline',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='examples', to='advice.guideline', verbose_name='guideline'),
        ),
        migrations.AddField(
            model_name='historicalpack',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='guideline',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='revisions', to='advice.guideline', verbose_name='guideline'),
        ),
        migrations.AddField(
            model_name='revision',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddConstraint(
            model_name='example',
            constraint=models.UniqueConstraint(fields=('guideline', 'position'), name='example_position_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='example',
            constraint=models.CheckConstraint(condition=models.Q(('expected__in', ['applies', 'does_not', 'undecided'])), name='example_expectation_is_known'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['code', '-made_at'], name='revision_by_code_and_time'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='historicalcondition',
            name='guideline',
        ),
        migrations.RemoveField(
            model_name='historicalcondition',
            name='history_user',
        ),
        migrations.RemoveField(
            model_name='historicalguideline',
            name='history_user',
        ),
        migrations.RemoveField(
            model_name='historicalguideline',
            name='source',
        ),
        migrations.RemoveField(
            model_name='guideline',
            name='published',
        ),
        migrations.DeleteModel(
            name='HistoricalCondition',
        ),
        migrations.DeleteModel(
            name='HistoricalGuideline',
        ),
    ]
