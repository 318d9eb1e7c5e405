from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

from cus.kit.rows import SERVING_ROLE

# As `people_matching`: row security would keep PostgreSQL from the index of trigrams, so this function, which runs as
# the owner, tells the numbers of rows of the centre; who asks reads the rows under row security. The newest first.
# A whole number is found by equality: every number of the centre shares most of its trigrams.
FIND = f"""
CREATE FUNCTION cases_numbered(kind text, pattern text, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF kind NOT IN ('cases_application', 'cases_plan') THEN
    RAISE EXCEPTION 'no numbers in %', kind;
  END IF;
  RETURN QUERY EXECUTE format('SELECT id FROM public.%I WHERE centre_id = %L::bigint AND number = %L',
    kind, NULLIF(current_setting('cus.tenant', true), ''), upper(btrim(pattern, '%')));
  IF FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT id FROM public.%I WHERE centre_id = %L::bigint AND number ILIKE %L ORDER BY id DESC LIMIT %s',
    kind, NULLIF(current_setting('cus.tenant', true), ''), pattern, most);
END
$$;
REVOKE ALL ON FUNCTION cases_numbered(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_numbered(text, text, integer) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_finished_assessment_goes_with_its_person")]
    operations = [
        migrations.AddIndex(
            "application", GinIndex(OpClass("number", name="gin_trgm_ops"), name="application_by_number")
        ),
        migrations.AddIndex("plan", GinIndex(OpClass("number", name="gin_trgm_ops"), name="plan_by_number")),
        migrations.RunSQL(FIND, "DROP FUNCTION cases_numbered(text, text, integer)"),
    ]
