
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("CONFIRMATION", "confirmation of the application"),
                    ("CALL_TO_COMPLETE", "call to complete the application"),
                    ("SET_ASIDE", "application left without consideration"),
                    ("WITHDRAWAL", "confirmation of the withdrawal"),
                    ("QUALIFICATION", "notice of qualification"),
                    ("WAITING", "notice of a place on the waiting list"),
                    ("TRANSFER", "application passed on"),
                    ("REFUSAL", "refusal decision"),
                    ("PLAN", "individual service plan"),
                    ("CLOSING", "end of the plan"),
                ],
                max_length=20,
            ),
        ),
    ]
