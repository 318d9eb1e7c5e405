from django.db import migrations

from cus.kit.rows import share_rows


class Migration(migrations.Migration):
    """Whoever shows an entry of the region must say whose it is: by which licence, as of which day."""

    dependencies = [("catalogue", "0003_open_data_keys")]
    operations = [share_rows("catalogue_source", when="is_public")]
