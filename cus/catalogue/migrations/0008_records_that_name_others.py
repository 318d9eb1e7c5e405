import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from cus.kit.rows import OWN_ROWS, SERVING_ROLE

NAME_THE_COLUMNS = """
UPDATE catalogue_record SET refs = ARRAY(
  SELECT "table" || '.' || key || '=' || (value #>> '{}') FROM jsonb_each(data)
  WHERE right(key, 3) = '_id' AND jsonb_typeof(value) = 'string' AND value <> '""'
)
"""
FORGET_THE_COLUMNS = """
UPDATE catalogue_record SET refs = ARRAY(
  SELECT DISTINCT value #>> '{}' FROM jsonb_each(data)
  WHERE right(key, 3) = '_id' AND jsonb_typeof(value) = 'string' AND value <> '""'
)
"""
# Row security keeps PostgreSQL from using the index on `refs`: an operator that is not proven to leak nothing may not
# look at a row before the policy did. This function runs as the owner of the table and uses the index. It tells
# numbers only, of rows the policies would show; who asks then reads the rows under row security.
FIND = f"""
CREATE FUNCTION catalogue_records_naming(wanted text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM public.catalogue_record WHERE refs && wanted AND (is_public OR {OWN_ROWS})
$$;
REVOKE ALL ON FUNCTION catalogue_records_naming(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue_records_naming(text[]) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_forms_one_slip_away")]
    operations = [
        migrations.RemoveIndex(model_name="record", name="records_by_what_they_refer_to"),
        migrations.AlterField(
            model_name="record",
            name="refs",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        # Read far more often than written: nothing may wait in a list that every reader would have to walk.
        migrations.AddIndex(
            model_name="record",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["refs"], fastupdate=False, name="records_by_what_they_name"
            ),
        ),
        migrations.RunSQL(NAME_THE_COLUMNS, FORGET_THE_COLUMNS),
        migrations.RunSQL(FIND, "DROP FUNCTION catalogue_records_naming(text[])"),
    ]
