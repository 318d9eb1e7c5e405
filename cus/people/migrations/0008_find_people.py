from django.db import migrations

from cus.kit.rows import SERVING_ROLE

# Row security keeps PostgreSQL from using the index of trigrams: an operator that is not proven to leak nothing may
# not look at a row before the policy did. This function runs as the owner of the table and uses the index. It tells
# numbers only, of rows the policy would show; who asks then reads the rows under row security.
# The question is put together with the words in it, for the planner chooses by how rare they are: the index of
# trigrams for "wojciechowska", the alphabetical order, read until enough are found, for "an".
FIND = f"""
CREATE FUNCTION people_matching(patterns text[], most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  question text := format(
    'SELECT id FROM public.people_person WHERE merged_into_id IS NULL AND centre_id = %L::bigint',
    NULLIF(current_setting('cus.tenant', true), ''));
  pattern text;
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    question := question || format(' AND search_text LIKE %L', pattern);
  END LOOP;
  RETURN QUERY EXECUTE question || ' ORDER BY sort_key, id' || coalesce(format(' LIMIT %s', most), '');
END
$$;
REVOKE ALL ON FUNCTION people_matching(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_matching(text[], integer) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_merges")]
    operations = [migrations.RunSQL(FIND, "DROP FUNCTION people_matching(text[], integer)")]
