from django.db import migrations

from cus.kit.rows import protect_rows


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        protect_rows("records"),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON records_event, records_reading FROM cus_app",
            "GRANT UPDATE, DELETE ON records_event, records_reading TO cus_app",
        ),
    ]
