from django.db import migrations

from cus.kit.rows import SERVING_ROLE

# Row security keeps PostgreSQL from using the index of trigrams: an operator that is not proven to leak nothing may
# not look at a row before the policy did. This function runs as the owner of the table and uses the index. It tells
# numbers only, of rows the policy would show; who asks then reads the rows under row security.
# Left to choose, the planner walks the alphabet until enough are found, which is long for a name that is neither rare
# nor common. So words of three letters are first looked for by their trigrams, in no order; only when that finds very
# many ("an", "kow") is the alphabet walked, where the first ones come soon.
MANY = 2000
FIND = f"""
CREATE FUNCTION people_matching(patterns text[], most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  question text := format(
    'SELECT id FROM public.people_person WHERE merged_into_id IS NULL AND centre_id = %L::bigint',
    NULLIF(current_setting('cus.tenant', true), ''));
  pattern text;
  few bigint[];
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    question := question || format(' AND search_text LIKE %L', pattern);
  END LOOP;
  IF most IS NOT NULL AND EXISTS (SELECT 1 FROM unnest(patterns) one WHERE length(btrim(one, '%')) > 2) THEN
    EXECUTE format('SELECT array_agg(id) FROM (%s LIMIT {MANY}) found', question) INTO few;
    IF coalesce(cardinality(few), 0) < {MANY} THEN
      RETURN QUERY SELECT id FROM public.people_person WHERE id = ANY(few) ORDER BY sort_key, id LIMIT most;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY EXECUTE question || ' ORDER BY sort_key, id' || coalesce(format(' LIMIT %s', most), '');
END
$$;
REVOKE ALL ON FUNCTION people_matching(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_matching(text[], integer) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_merges")]
    operations = [migrations.RunSQL(FIND, "DROP FUNCTION people_matching(text[], integer)")]
