from django.db import migrations

from cus.kit.rows import protect_rows


class Migration(migrations.Migration):
    dependencies = [("offer", "0003_search")]
    operations = [
        protect_rows("offer"),
    ]
