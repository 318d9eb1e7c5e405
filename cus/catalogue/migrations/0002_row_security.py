from django.db import migrations

from cus.kit.rows import protect_rows, share_rows


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        protect_rows("catalogue"),
        share_rows("catalogue_entry", when="is_public"),
        share_rows("catalogue_entryplace", when="is_public"),
        share_rows("catalogue_record", when="is_public"),
    ]
