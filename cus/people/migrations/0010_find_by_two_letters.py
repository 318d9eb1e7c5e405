from django.db import migrations

from cus.kit.statistics import fresh_statistics

# What 0009 says holds, and two letters alone are now looked for where a word begins. Inside words almost everything
# holds almost any two letters, which no index of trigrams can tell: rare ones made PostgreSQL read the whole register.
# A word's beginning is a trigram of its own (a space and two letters). Only when no word begins so, they are looked
# for anywhere. And without `most` nothing is cut: 0009 wrote a LIMIT without its number.
MANY = 8000
FIND = """
CREATE OR REPLACE FUNCTION people_matching(patterns text[], most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  question text := format(
    ' FROM public.people_person WHERE merged_into_id IS NULL AND centre_id = %L::bigint',
    NULLIF(current_setting('cus.tenant', true), ''));
  anywhere text := question;
  is_long boolean := EXISTS (SELECT 1 FROM unnest(patterns) one WHERE length(btrim(one, '%')) > 2);
  is_short boolean := NOT EXISTS (SELECT 1 FROM unnest(patterns) one WHERE one !~ '^%\\w\\w%$');
  pattern text;
  word text;
  many bigint;
  first_ones bigint[];
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    word := btrim(pattern, '%');
    anywhere := anywhere || format(' AND search_text LIKE %L', pattern);
    question := question || CASE
      WHEN is_short THEN format(' AND (search_text LIKE %L OR search_text LIKE %L OR search_text LIKE %L)',
        word || '%', '% ' || word || '%', '%-' || word || '%')
      ELSE format(' AND search_text LIKE %L', pattern) END;
  END LOOP;
  IF most IS NOT NULL AND (is_long OR is_short) THEN
    EXECUTE format(
      'SELECT count(*), (array_agg(id ORDER BY sort_key, id))[1:$1] FROM (SELECT id, sort_key %s LIMIT MANY) found',
      question) INTO many, first_ones USING most;
    IF many < MANY AND (many > 0 OR is_long) THEN
      RETURN QUERY SELECT unnest(first_ones);
      RETURN;
    END IF;
  END IF;
  RETURN QUERY EXECUTE 'SELECT id' || question || ' ORDER BY sort_key, id' || coalesce(' LIMIT ' || most, '');
  IF is_short AND NOT FOUND THEN
    RETURN QUERY EXECUTE 'SELECT id' || anywhere || ' ORDER BY sort_key, id' || coalesce(' LIMIT ' || most, '');
  END IF;
END
$$;
""".replace("MANY", str(MANY))


class Migration(migrations.Migration):
    dependencies = [("people", "0009_find_a_common_name")]
    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop), fresh_statistics("people_person")]
