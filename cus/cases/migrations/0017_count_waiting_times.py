from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_find_numbers")]
    operations = [
        migrations.AddIndex(
            "requestedservice",
            models.Index(
                fields=["service", "-outcome_on", "-id"],
                name="request_that_got_a_place",
                condition=Q(state__in=["QUALIFIED", "ENDED"]),
            ),
        ),
    ]
