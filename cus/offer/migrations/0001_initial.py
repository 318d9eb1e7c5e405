import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('OWN', 'the centre itself'), ('MUNICIPAL', 'municipal unit'), ('NGO', 'non-governmental organisation'), ('COOPERATIVE', 'social cooperative'), ('FIRM', 'firm'), ('PERSON', 'person on contract')], max_length=20)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre', 'name'), name='provider_name_once_a_centre')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('area', models.PositiveSmallIntegerField(verbose_name='area of the act, 1-14')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(verbose_name='description')),
                ('recipients', models.CharField(max_length=300, verbose_name='for whom')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SENIORS', 'older people'), ('DISABILITY', 'people with disabilities'), ('ILLNESS', 'people who are ill'), ('CARERS', 'carers of relatives'), ('FAMILIES', 'families and parents'), ('CHILDREN', 'children and youth'), ('CRISIS', 'people in crisis'), ('WORK', 'people looking for work'), ('EVERYONE', 'every resident')], max_length=20), default=list, size=None)),
                ('form', models.CharField(choices=[('INDIVIDUAL', 'one to one'), ('GROUP', 'in a group'), ('PLACE', 'in a place you come to'), ('ITEM', 'an item on loan')], max_length=20, verbose_name='form')),
                ('unit', models.CharField(max_length=40, verbose_name='unit')),
                ('limit_text', models.CharField(blank=True, max_length=300, verbose_name='limit')),
                ('fee_text', models.CharField(blank=True, max_length=300, verbose_name='fee')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('provider_text', models.CharField(blank=True, max_length=200, verbose_name='who delivers')),
                ('needs_scheduling', models.BooleanField(default=False, verbose_name='visits are scheduled')),
                ('usually_in_plan', models.BooleanField(default=False, verbose_name='usually part of a plan')),
                ('legal_track', models.CharField(choices=[('PROGRAMME', 'programme of social services: no decision needed'), ('SOCIAL_ASSISTANCE', 'social assistance act: a decision is needed')], default='PROGRAMME', max_length=20, verbose_name='legal track')),
                ('places', models.PositiveIntegerField(blank=True, null=True, verbose_name='places at one time')),
                ('documents', models.TextField(blank=True, verbose_name='documents to bring')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('is_powiat_task', models.BooleanField(default=False, verbose_name='task of the powiat')),
                ('powiat_agreement', models.CharField(blank=True, max_length=100, verbose_name='agreement with the powiat')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis')),
                ('status', models.CharField(choices=[('DRAFT', 'draft'), ('PUBLIC', 'in the catalogue'), ('PAUSED', 'paused: no new applications'), ('WITHDRAWN', 'withdrawn')], default='DRAFT', max_length=20, verbose_name='status')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('sort_key', models.CharField(editable=False, max_length=400)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='offer.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['centre', 'status', 'sort_key', 'id'], name='service_in_order')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'code'), name='service_code_once_a_centre'), models.CheckConstraint(condition=models.Q(('area__range', (1, 14))), name='service_in_one_of_14_areas')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "offer_serviceevent" ("area", "audiences", "basis", "centre_id", "changed_at", "code", "contact", "description", "documents", "fee_text", "form", "id", "is_free", "is_powiat_task", "legal_track", "limit_text", "name", "needs_scheduling", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "powiat_agreement", "provider_id", "provider_text", "recipients", "sort_key", "status", "unit", "usually_in_plan", "uuid") VALUES (NEW."area", NEW."audiences", NEW."basis", NEW."centre_id", NEW."changed_at", NEW."code", NEW."contact", NEW."description", NEW."documents", NEW."fee_text", NEW."form", NEW."id", NEW."is_free", NEW."is_powiat_task", NEW."legal_track", NEW."limit_text", NEW."name", NEW."needs_scheduling", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."places", NEW."powiat_agreement", NEW."provider_id", NEW."provider_text", NEW."recipients", NEW."sort_key", NEW."status", NEW."unit", NEW."usually_in_plan", NEW."uuid"); RETURN NULL;', hash='b189e57c6931901d9dfa9ea1b3dd28d02c7fc464', operation='INSERT', pgid='pgtrigger_insert_insert_d649c', table='offer_service', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "offer_serviceevent" ("area", "audiences", "basis", "centre_id", "changed_at", "code", "contact", "description", "documents", "fee_text", "form", "id", "is_free", "is_powiat_task", "legal_track", "limit_text", "name", "needs_scheduling", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "powiat_agreement", "provider_id", "provider_text", "recipients", "sort_key", "status", "unit", "usually_in_plan", "uuid") VALUES (NEW."area", NEW."audiences", NEW."basis", NEW."centre_id", NEW."changed_at", NEW."code", NEW."contact", NEW."description", NEW."documents", NEW."fee_text", NEW."form", NEW."id", NEW."is_free", NEW."is_powiat_task", NEW."legal_track", NEW."limit_text", NEW."name", NEW."needs_scheduling", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."places", NEW."powiat_agreement", NEW."provider_id", NEW."provider_text", NEW."recipients", NEW."sort_key", NEW."status", NEW."unit", NEW."usually_in_plan", NEW."uuid"); RETURN NULL;', hash='3cf4904e0ab15aaf92bddd04840de0c0d19b3b17', operation='UPDATE', pgid='pgtrigger_update_update_2fb1d', table='offer_service', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('area', models.PositiveSmallIntegerField(verbose_name='area of the act, 1-14')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(verbose_name='description')),
                ('recipients', models.CharField(max_length=300, verbose_name='for whom')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SENIORS', 'older people'), ('DISABILITY', 'people with disabilities'), ('ILLNESS', 'people who are ill'), ('CARERS', 'carers of relatives'), ('FAMILIES', 'families and parents'), ('CHILDREN', 'children and youth'), ('CRISIS', 'people in crisis'), ('WORK', 'people looking for work'), ('EVERYONE', 'every resident')], max_length=20), default=list, size=None)),
                ('form', models.CharField(choices=[('INDIVIDUAL', 'one to one'), ('GROUP', 'in a group'), ('PLACE', 'in a place you come to'), ('ITEM', 'an item on loan')], max_length=20, verbose_name='form')),
                ('unit', models.CharField(max_length=40, verbose_name='unit')),
                ('limit_text', models.CharField(blank=True, max_length=300, verbose_name='limit')),
                ('fee_text', models.CharField(blank=True, max_length=300, verbose_name='fee')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('provider_text', models.CharField(blank=True, max_length=200, verbose_name='who delivers')),
                ('needs_scheduling', models.BooleanField(default=False, verbose_name='visits are scheduled')),
                ('usually_in_plan', models.BooleanField(default=False, verbose_name='usually part of a plan')),
                ('legal_track', models.CharField(choices=[('PROGRAMME', 'programme of social services: no decision needed'), ('SOCIAL_ASSISTANCE', 'social assistance act: a decision is needed')], default='PROGRAMME', max_length=20, verbose_name='legal track')),
                ('places', models.PositiveIntegerField(blank=True, null=True, verbose_name='places at one time')),
                ('documents', models.TextField(blank=True, verbose_name='documents to bring')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('is_powiat_task', models.BooleanField(default=False, verbose_name='task of the powiat')),
                ('powiat_agreement', models.CharField(blank=True, max_length=100, verbose_name='agreement with the powiat')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis')),
                ('status', models.CharField(choices=[('DRAFT', 'draft'), ('PUBLIC', 'in the catalogue'), ('PAUSED', 'paused: no new applications'), ('WITHDRAWN', 'withdrawn')], default='DRAFT', max_length=20, verbose_name='status')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('sort_key', models.CharField(editable=False, max_length=400)),
                ('centre', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.centre')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='offer.service')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offer.provider')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d7175794f5811592292405013d9001c64a00990', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d5d5b', table='offer_serviceevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ServiceTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('weights', django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_terms', to='offer.service')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['terms'], name='service_found_by_terms')],
            },
        ),
        migrations.CreateModel(
            name='VocabularyTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=60)),
                ('spelling', models.CharField(blank=True, max_length=60)),
                ('services', models.PositiveIntegerField(default=0)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['term'], name='vocabulary_near_words', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('centre', 'term'), name='term_once_a_centre')],
            },
        ),
    ]
