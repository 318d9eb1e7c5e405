import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(max_length=100, verbose_name='last name')),
                ('sex', models.CharField(blank=True, choices=[('FEMALE', 'woman'), ('MALE', 'man')], max_length=10, verbose_name='sex')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('pesel', models.CharField(blank=True, max_length=11, verbose_name='PESEL')),
                ('phone', models.CharField(blank=True, help_text='E.164; phones may be shared', max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('street', models.CharField(blank=True, max_length=100, verbose_name='street')),
                ('house', models.CharField(blank=True, max_length=20, verbose_name='house and flat number')),
                ('postcode', models.CharField(blank=True, max_length=6, verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=100, verbose_name='town')),
                ('channel', models.CharField(blank=True, choices=[('PHONE', 'phone'), ('POST', 'letter'), ('EMAIL', 'e-mail'), ('IN_PERSON', 'in person'), ('THROUGH_HELPER', 'through the person who helps')], max_length=20, verbose_name='preferred way of contact')),
                ('reach_note', models.CharField(blank=True, max_length=300, verbose_name='how to reach, what to mind')),
                ('deceased_on', models.DateField(blank=True, null=True, verbose_name='date of death')),
                ('added_on', models.DateField()),
                ('search_text', models.TextField(editable=False, help_text='name, PESEL, phone, address: folded, for search')),
                ('sort_key', models.CharField(editable=False, help_text='Polish alphabetical order', max_length=250)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_text', name='gin_trgm_ops'), name='person_search'), models.Index(fields=['centre', 'sort_key', 'id'], name='person_in_order'), models.Index(fields=['centre', 'phone'], name='person_by_phone')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('pesel', ''), _negated=True), fields=('centre', 'pesel'), name='pesel_once_a_centre')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("added_on", "born_on", "centre_id", "channel", "deceased_on", "email", "first_name", "house", "id", "last_name", "municipality_id", "pesel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reach_note", "search_text", "sex", "sort_key", "street", "town", "user_id") VALUES (NEW."added_on", NEW."born_on", NEW."centre_id", NEW."channel", NEW."deceased_on", NEW."email", NEW."first_name", NEW."house", NEW."id", NEW."last_name", NEW."municipality_id", NEW."pesel", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."postcode", NEW."reach_note", NEW."search_text", NEW."sex", NEW."sort_key", NEW."street", NEW."town", NEW."user_id"); RETURN NULL;', hash='f3eb911fa4d0fb562bd5679e40d34fe4b9d5b8ec', operation='INSERT', pgid='pgtrigger_insert_insert_65688', table='people_person', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_personevent" ("added_on", "born_on", "centre_id", "channel", "deceased_on", "email", "first_name", "house", "id", "last_name", "municipality_id", "pesel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reach_note", "search_text", "sex", "sort_key", "street", "town", "user_id") VALUES (NEW."added_on", NEW."born_on", NEW."centre_id", NEW."channel", NEW."deceased_on", NEW."email", NEW."first_name", NEW."house", NEW."id", NEW."last_name", NEW."municipality_id", NEW."pesel", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."postcode", NEW."reach_note", NEW."search_text", NEW."sex", NEW."sort_key", NEW."street", NEW."town", NEW."user_id"); RETURN NULL;', hash='e2a0564ae5d50f54aec02b93de495bbb1215f195', operation='UPDATE', pgid='pgtrigger_update_update_de829', table='people_person', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(max_length=100, verbose_name='last name')),
                ('sex', models.CharField(blank=True, choices=[('FEMALE', 'woman'), ('MALE', 'man')], max_length=10, verbose_name='sex')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('pesel', models.CharField(blank=True, max_length=11, verbose_name='PESEL')),
                ('phone', models.CharField(blank=True, help_text='E.164; phones may be shared', max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('street', models.CharField(blank=True, max_length=100, verbose_name='street')),
                ('house', models.CharField(blank=True, max_length=20, verbose_name='house and flat number')),
                ('postcode', models.CharField(blank=True, max_length=6, verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=100, verbose_name='town')),
                ('channel', models.CharField(blank=True, choices=[('PHONE', 'phone'), ('POST', 'letter'), ('EMAIL', 'e-mail'), ('IN_PERSON', 'in person'), ('THROUGH_HELPER', 'through the person who helps')], max_length=20, verbose_name='preferred way of contact')),
                ('reach_note', models.CharField(blank=True, max_length=300, verbose_name='how to reach, what to mind')),
                ('deceased_on', models.DateField(blank=True, null=True, verbose_name='date of death')),
                ('added_on', models.DateField()),
                ('search_text', models.TextField(editable=False, help_text='name, PESEL, phone, address: folded, for search')),
                ('sort_key', models.CharField(editable=False, help_text='Polish alphabetical order', max_length=250)),
                ('centre', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.centre')),
                ('municipality', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.municipality')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.person')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='35abda29df77c17d89d5efdc2f5d2acf63e59c13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1d49f', table='people_personevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('STATUTORY_REPRESENTATIVE', 'statutory representative'), ('ACTUAL_CARER', 'actual carer')], max_length=30)),
                ('name', models.CharField(max_length=200, verbose_name='first and last name')),
                ('relation', models.CharField(blank=True, max_length=100, verbose_name='who they are to the person')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='on what basis, for example a court order')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representations', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='representation_ends_after_it_starts')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_representationevent" ("basis", "centre_id", "email", "ends_on", "id", "kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation", "starts_on") VALUES (NEW."basis", NEW."centre_id", NEW."email", NEW."ends_on", NEW."id", NEW."kind", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."relation", NEW."starts_on"); RETURN NULL;', hash='6809ff86316ba77d332ab0066dc2c1221403f1e0', operation='INSERT', pgid='pgtrigger_insert_insert_c5f4d', table='people_representation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_representationevent" ("basis", "centre_id", "email", "ends_on", "id", "kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation", "starts_on") VALUES (NEW."basis", NEW."centre_id", NEW."email", NEW."ends_on", NEW."id", NEW."kind", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."relation", NEW."starts_on"); RETURN NULL;', hash='f066071485a347d9aa9dafca2e1261367ba38bf6', operation='UPDATE', pgid='pgtrigger_update_update_d572b', table='people_representation', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RepresentationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('STATUTORY_REPRESENTATIVE', 'statutory representative'), ('ACTUAL_CARER', 'actual carer')], max_length=30)),
                ('name', models.CharField(max_length=200, verbose_name='first and last name')),
                ('relation', models.CharField(blank=True, max_length=100, verbose_name='who they are to the person')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='on what basis, for example a court order')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('centre', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.centre')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.representation')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='80aef06e3b389485e0283824560ab363176ca7fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9f744', table='people_representationevent', when='BEFORE'))],
            },
        ),
    ]
