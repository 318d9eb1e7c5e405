from django.db import migrations

from cus.kit.statistics import fresh_statistics


class Migration(migrations.Migration):
    dependencies = [("records", "0009_caller_of_denied_tries")]
    operations = [fresh_statistics("records_event", "records_reading")]
