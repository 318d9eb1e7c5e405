from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_sources_everybody_may_name")]
    operations = [
        migrations.AddField("importrun", "doing", models.CharField(blank=True, choices=[("READING", "reading"), ("IMPORTING", "importing"), ("UNDOING", "undoing")], max_length=20)),
        migrations.AddField("importrun", "file", models.FileField(blank=True, max_length=200, upload_to="imports/")),
        migrations.AddField("source", "validators", models.JSONField(blank=True, default=dict)),
    ]
