"""Statistics of big tables: PostgreSQL plans by them, so a register just taken over needs them soon."""

from django.db import migrations

CHANGED = 0.02  # of the rows, after which the table is read again for its statistics


def fresh_statistics(*tables: str) -> migrations.RunSQL:
    """A migration step: autovacuum reads these tables anew after two changes in a hundred rows."""
    wanted = tuple(f'ALTER TABLE "{table}" SET (autovacuum_analyze_scale_factor = {CHANGED})' for table in tables)
    usual = tuple(f'ALTER TABLE "{table}" RESET (autovacuum_analyze_scale_factor)' for table in tables)
    return migrations.RunSQL(wanted, usual)
