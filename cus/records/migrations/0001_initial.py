import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('kit', '0001_serving_role'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(db_index=True, editable=False)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('to', models.EmailField(max_length=254)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(db_index=True, editable=False)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(max_length=200, upload_to='documents/%Y/%m')),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=80)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(editable=False)),
                ('series', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre_id', 'series', 'year'), name='one_series_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(db_index=True, editable=False)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('story_kind', models.CharField(blank=True, max_length=60)),
                ('story_id', models.BigIntegerField(null=True)),
                ('happened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('details', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', '-id'], name='event_of_subject'), models.Index(fields=['story_kind', 'story_id', '-id'], name='event_of_story')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(db_index=True, editable=False)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('CONFIRMATION', 'confirmation of the application'), ('CALL_TO_COMPLETE', 'call to complete the application'), ('SET_ASIDE', 'application left without consideration'), ('WITHDRAWAL', 'confirmation of the withdrawal'), ('QUALIFICATION', 'notice of qualification'), ('WAITING', 'notice of a place on the waiting list'), ('TRANSFER', 'application passed on'), ('REFUSAL', 'refusal decision'), ('PLAN', 'individual service plan'), ('CLOSING', 'end of the plan')], max_length=20)),
                ('number', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('dated_on', models.DateField()),
                ('recipient', models.JSONField(default=dict)),
                ('text', models.TextField()),
                ('signature', models.JSONField(default=dict)),
                ('signed_on', models.DateField(null=True)),
                ('delivered_on', models.DateField(null=True)),
                ('delivery_way', models.CharField(blank=True, choices=[('BY_HAND', 'handed over in person'), ('POST', 'registered post with return card'), ('E_DELIVERY', 'e-Doręczenia'), ('EMAIL', 'e-mail')], max_length=20)),
                ('story_kind', models.CharField(blank=True, max_length=60)),
                ('story_id', models.BigIntegerField(null=True)),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre_id', 'number'), name='one_letter_a_number'), models.CheckConstraint(condition=models.Q(('delivered_on__isnull', True), models.Q(('delivery_way', ''), _negated=True), _connector='OR'), name='delivered_letter_names_its_way')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('centre_id', models.BigIntegerField(db_index=True, editable=False)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('page', models.CharField(max_length=60)),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', '-id'], name='reading_of_subject')],
            },
        ),
    ]
