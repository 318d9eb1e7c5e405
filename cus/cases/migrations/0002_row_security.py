from django.db import migrations

from cus.kit.rows import protect_rows


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        protect_rows("cases"),
    ]
