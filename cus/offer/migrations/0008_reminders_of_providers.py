from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offer", "0007_terms_of_services")]

    operations = [
        migrations.AddField(
            model_name="provider",
            name="reminded_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
