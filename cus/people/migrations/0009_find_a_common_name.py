from django.db import migrations

# What 0008 says holds but for this: people of one name stand together, so a walk through the alphabet for "nowak"
# reads half the register before it finds the first. Now the first so many are found by trigrams and sorted in one
# go, and only what far more people have in common than a name ("kow", a street) is looked for by walking.
MANY = 5000
FIND = """
CREATE OR REPLACE FUNCTION people_matching(patterns text[], most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  question text := format(
    ' FROM public.people_person WHERE merged_into_id IS NULL AND centre_id = %L::bigint',
    NULLIF(current_setting('cus.tenant', true), ''));
  pattern text;
  many bigint;
  first_ones bigint[];
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    question := question || format(' AND search_text LIKE %L', pattern);
  END LOOP;
  IF most IS NOT NULL AND EXISTS (SELECT 1 FROM unnest(patterns) one WHERE length(btrim(one, '%')) > 2) THEN
    EXECUTE format(
      'SELECT count(*), (array_agg(id ORDER BY sort_key, id))[1:$1] FROM (SELECT id, sort_key %s LIMIT MANY) found',
      question) INTO many, first_ones USING most;
    IF many < MANY THEN
      RETURN QUERY SELECT unnest(first_ones);
      RETURN;
    END IF;
  END IF;
  RETURN QUERY EXECUTE 'SELECT id' || question || ' ORDER BY sort_key, id' || coalesce(format(' LIMIT %s', most), '');
END
$$;
""".replace("MANY", str(MANY))


class Migration(migrations.Migration):
    dependencies = [("people", "0008_find_people")]
    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop)]
