from django.db import migrations

from cus.kit.rows import protect_rows


class Migration(migrations.Migration):
    dependencies = [("offer", "0003_places_and_facts_of_services")]
    operations = [protect_rows("offer")]
