import cus.accounts.models.role
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kit', '0001_serving_role'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CUS', 'centre of social services'), ('ROPS', 'regional centre of social policy'), ('AUTHORITY', 'authority')], default='CUS', max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('host', models.CharField(blank=True, help_text='empty: any address', max_length=200)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=6)),
                ('town', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('opening_hours', models.CharField(blank=True, max_length=200)),
                ('number_scheme', models.CharField(default='CUS.{series}.{number}.{year}', help_text='how case numbers are written', max_length=60)),
                ('switched_off_rules', models.JSONField(default=list, help_text='unconfirmed rules this centre does not apply')),
                ('is_example', models.BooleanField(default=False, help_text='everything in it is made up')),
            ],
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('teryt', models.CharField(max_length=7, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('powiat', models.CharField(max_length=100)),
                ('voivodeship', models.CharField(max_length=50)),
                ('has_powiat_rights', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'municipality',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(max_length=100, verbose_name='last name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='post, as letters name it')),
                ('is_active', models.BooleanField(default=True)),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='email_in_lower_case')],
            },
        ),
        migrations.AddField(
            model_name='centre',
            name='municipalities',
            field=models.ManyToManyField(related_name='+', to='accounts.municipality'),
        ),
        migrations.CreateModel(
            name='RoleHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('DIRECTOR', 'director'), ('ORGANISER', 'social services organiser'), ('COORDINATOR', 'plan coordinator'), ('SOCIAL_WORKER', 'social worker'), ('FRONT_DESK', 'front desk'), ('COMMUNITY_ORGANISER', 'community organiser'), ('CARER', 'carer'), ('PROVIDER', 'provider'), ('RESIDENT', 'resident'), ('PLATFORM_ADMIN', 'platform administrator')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles_held', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), (cus.accounts.models.role.DayRange('starts_on', 'ends_on'), '&&')], name='role_held_once_at_a_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_roleheldevent" ("centre_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."centre_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='05c8e3a1a9b0ec434dd153cedfd28a7b6862cb06', operation='INSERT', pgid='pgtrigger_insert_insert_2e1ec', table='accounts_roleheld', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_roleheldevent" ("centre_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."centre_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='ef9cd0c7322c0ef4e2245d14e5d30388776ac2b2', operation='UPDATE', pgid='pgtrigger_update_update_aab6d', table='accounts_roleheld', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RoleHeldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('DIRECTOR', 'director'), ('ORGANISER', 'social services organiser'), ('COORDINATOR', 'plan coordinator'), ('SOCIAL_WORKER', 'social worker'), ('FRONT_DESK', 'front desk'), ('COMMUNITY_ORGANISER', 'community organiser'), ('CARER', 'carer'), ('PROVIDER', 'provider'), ('RESIDENT', 'resident'), ('PLATFORM_ADMIN', 'platform administrator')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('centre', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.centre')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.roleheld')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd9a9ab4cb5094a0cbfde3670637c82c474202dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0789d', table='accounts_roleheldevent', when='BEFORE'))],
            },
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.UniqueConstraint(condition=models.Q(('host', ''), _negated=True), fields=('host',), name='one_centre_an_address'),
        ),
    ]
