"""Row-level security: PostgreSQL itself shows a connection only the rows of one tenant.

The serving role sees a row when its tenant column equals the connection's `cus.tenant`. Nothing is set at first,
so a forgotten `acting_for` shows nothing instead of everything. The migrating role owns the tables and is not bound.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TENANT_COLUMN = "centre_id"
SERVING_ROLE = "cus_app"

OWN_ROWS = f"{TENANT_COLUMN} = NULLIF(current_setting('cus.tenant', true), '')::bigint"
LINKS_OF_OWN_ROWS = 'EXISTS (SELECT 1 FROM "{parent}" parent WHERE parent.id = "{link}"."{column}")'
PROTECT = """
ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS tenant_rows ON "{table}";
CREATE POLICY tenant_rows ON "{table}" USING ({rows}) WITH CHECK ({rows});
"""
# The history the triggers keep can be added to, not rewritten: not even by the server.
SEAL_HISTORY = 'REVOKE UPDATE, DELETE ON "{table}" FROM {role}'
LEAVE = """
DROP POLICY IF EXISTS tenant_rows ON "{table}";
ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;
"""


@contextmanager
def acting_for(tenant_id: int | None) -> Iterator[None]:
    """Inside the block this connection sees the rows of one tenant (None: of nobody); afterwards as before."""
    before = getattr(connection, "tenant_id", None)
    act_for(tenant_id)
    try:
        yield
    finally:
        act_for(before)


def act_for(tenant_id: int | None) -> None:
    """From here on this connection sees the rows of one tenant: for scripts; requests use `acting_for`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('cus.tenant', %s, false)", ["" if tenant_id is None else str(tenant_id)])
    connection.tenant_id = tenant_id  # type: ignore[attr-defined]


def protect_rows(room: str, *, but: tuple[str, ...] = ()) -> migrations.RunPython:
    """A migration step: switch row security on for every table of the room that belongs to a tenant.

    `but` names the tables that must be read before the tenant is known, such as the users at sign-in.
    """

    def protect(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table, rows in tenant_tables(apps, room).items():
            if table not in but:
                schema_editor.execute(PROTECT.format(table=table, rows=rows))
        for table in history_tables(apps, room):
            schema_editor.execute(SEAL_HISTORY.format(table=table, role=SERVING_ROLE))

    def leave(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tenant_tables(apps, room):
            schema_editor.execute(LEAVE.format(table=table))

    return migrations.RunPython(protect, leave)


def share_rows(table: str, *, when: str) -> migrations.RunSQL:
    """A migration step: everybody may read the rows that meet the condition; writing stays with their tenant."""
    return migrations.RunSQL(
        f'CREATE POLICY shared_rows ON "{table}" FOR SELECT USING ({when})', f'DROP POLICY shared_rows ON "{table}"'
    )


def tenant_tables(apps: Any, room: str) -> dict[str, str]:
    """The tables of a room that belong to tenants, each with the condition on its rows.

    A table with the tenant column shows the tenant's rows; a link table shows the links of the rows one can see.
    """
    tables = {}
    for model in apps.get_app_config(room).get_models():
        if not any(field.column == TENANT_COLUMN for field in model._meta.local_fields):
            continue
        tables[model._meta.db_table] = OWN_ROWS
        for field in model._meta.local_many_to_many:
            tables[field.m2m_db_table()] = LINKS_OF_OWN_ROWS.format(
                link=field.m2m_db_table(), column=field.m2m_column_name(), parent=model._meta.db_table
            )
    return tables


def history_tables(apps: Any, room: str) -> list[str]:
    """The tables in which triggers keep the history of the room's rows."""
    models = apps.get_app_config(room).get_models()
    return [model._meta.db_table for model in models if any(f.name == "pgh_created_at" for f in model._meta.fields)]


def serving_role_is_bound() -> bool:
    """Whether row security holds for this connection: neither superuser, nor bypassing, nor owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT (rolsuper OR rolbypassrls) AND NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relrowsecurity"
            " AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'USAGE'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        return bool(cursor.fetchone()[0])
