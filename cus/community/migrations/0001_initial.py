import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnmetNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('SEARCH', 'search without a result'), ('NO_PLACES', 'no free places'), ('REFUSAL', 'refusal'), ('SIGNAL', 'signal nobody could serve')], max_length=20)),
                ('words', models.CharField(help_text='what was looked for, or the name of the service', max_length=200)),
                ('area', models.PositiveSmallIntegerField(help_text='1-14, when known', null=True)),
                ('town', models.CharField(blank=True, max_length=100)),
                ('noted_on', models.DateField()),
                ('centre', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.centre')),
            ],
            options={
                'indexes': [models.Index(fields=['centre', '-noted_on', 'id'], name='unmet_need_newest')],
            },
        ),
    ]
