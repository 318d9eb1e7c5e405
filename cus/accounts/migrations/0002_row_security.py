from django.db import migrations

from cus.kit.rows import protect_rows


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        protect_rows("accounts", but=("accounts_user",)),
    ]
