from django.db import migrations

# Whoever searches a region must see in which state the index of each centre is, and nothing else of the table: the
# function runs as its owner and gives only the random numbers, for the centres asked and for the forms all have added.
CLOSE = "DROP POLICY shared_rows ON catalogue_searchstate"
OPEN = "CREATE POLICY shared_rows ON catalogue_searchstate FOR SELECT USING (TRUE)"
FUNCTION = """
CREATE FUNCTION catalogue_index_state(centres bigint[]) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT concat_ws(';',
        (SELECT sum(state_of_forms) FROM catalogue_searchstate),
        (SELECT string_agg(centre_id || ' ' || state, ',' ORDER BY centre_id) FROM catalogue_searchstate
         WHERE centre_id = ANY(centres)))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0011_waiting_times")]
    operations = [
        migrations.RunSQL(CLOSE, OPEN),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION catalogue_index_state(bigint[])"),
    ]
