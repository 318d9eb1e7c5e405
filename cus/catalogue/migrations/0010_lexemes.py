import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import cus.catalogue.models.search
from cus.kit.rows import share_rows


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0009_editions")]

    operations = [
        migrations.DeleteModel(name="WordForm"),
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=60)),
                ("forms", models.TextField()),
                ("written", models.TextField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["term"], name="lexemes_of_a_term"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["keys"], fastupdate=False, name="lexemes_by_their_forms"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["plain"], opclasses=["gin_trgm_ops"], fastupdate=False, name="lexemes_nearly_so"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="searchstate",
            name="state",
            field=models.BigIntegerField(default=cus.catalogue.models.search.any_number),
        ),
        migrations.AddField(
            model_name="searchstate",
            name="state_of_forms",
            field=models.BigIntegerField(default=cus.catalogue.models.search.any_number),
        ),
        # Whoever searches a region must see in which state the index of each centre is; the numbers say nothing else.
        share_rows("catalogue_searchstate", when="TRUE"),
    ]
