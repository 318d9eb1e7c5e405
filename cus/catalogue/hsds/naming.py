"""Which rows name others, in whatever column of the standard."""

from collections.abc import Iterable

from django.db.models.lookups import Exact

from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.models.record import names_one_of, reference


def naming_anyhow(ids: Iterable[str]) -> Exact:
    """The condition that a row of any table names one of the ids in any column."""
    columns = [(table.name, column.name) for table in TABLES.values() for column in table.references()]
    return names_one_of(reference(table, column, record_id) for record_id in ids for table, column in columns)
