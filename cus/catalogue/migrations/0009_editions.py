import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models

from cus.kit.rows import protect_rows, share_rows

# Every statement that changes entries or their places leaves a mark on the blocks it touched, whichever way it came.
# The function runs as the owner of the table: an importing centre marks its own rows, and no one else writes marks.
BLOCK = 4096
MARK = """
CREATE FUNCTION {table}_new_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH touched AS (
    SELECT DISTINCT centre_id, {entry} / {block} AS block FROM changed
  ), cleared AS (
    DELETE FROM catalogue_edition WHERE id IN (
      SELECT edition.id FROM touched JOIN catalogue_edition edition USING (centre_id, block)
      FOR UPDATE OF edition SKIP LOCKED)
  )
  INSERT INTO catalogue_edition (centre_id, block) SELECT centre_id, block FROM touched;
  RETURN NULL;
END $$;
CREATE TRIGGER new_edition_at_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_new_edition();
CREATE TRIGGER new_edition_at_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_new_edition();
CREATE TRIGGER new_edition_at_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_new_edition();
"""
UNMARK = "DROP FUNCTION {table}_new_edition() CASCADE"
TABLES = {"catalogue_entry": "id", "catalogue_entryplace": "entry_id"}
MARK_WHAT_IS_THERE = f"""
INSERT INTO catalogue_edition (centre_id, block) SELECT DISTINCT centre_id, id / {BLOCK} FROM catalogue_entry
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_centre_known_to_other_systems"),
        ("catalogue", "0008_records_that_name_others"),
    ]
    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block", models.BigIntegerField()),
                ("token", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False)),
                (
                    "centre",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.centre",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["centre", "block"], name="editions_of_a_block")]},
        ),
        protect_rows("catalogue"),
        share_rows("catalogue_edition", when="true"),
        *(
            migrations.RunSQL(MARK.format(table=table, entry=entry, block=BLOCK), UNMARK.format(table=table))
            for table, entry in TABLES.items()
        ),
        migrations.RunSQL(MARK_WHAT_IS_THERE, migrations.RunSQL.noop),
    ]
