"""Whether a nested object of the API is as its tables have it: required parts, types, formats, listed values."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cus.catalogue.hsds.nesting import ATTRIBUTES, CHILDREN, METADATA, PARENTS, SERVICE_OF, SERVICES_OF, Part
from cus.catalogue.hsds.profiles import Profile
from cus.catalogue.hsds.tables import TABLES, Column, Table
from cus.catalogue.imports.values import Misfit, fitted
from cus.catalogue.validation.findings import Finding, error, note

DEEPEST = 12


def object_findings(
    given: Any, *, table: str, where: str, profile: Profile, above: str = "", depth: int = 0
) -> Iterator[Finding]:
    """What is wrong with the object and everything in it. `above` is the key the nesting leaves out."""
    if not isinstance(given, dict):
        yield error(where, _("this is not an object"))
        return
    kind, out = TABLES[table], profile.without(TABLES[table])
    parents = {part.name: part for part in _parents(table)}
    children = {part.name: part for part in _children(table)}
    known = {*kind.column_names, *parents, *children, *([profile.adds[table][0]] if table in profile.adds else [])}
    for column in kind.columns:
        yield from _column(column, given, where, kind, parents, out | {above})
    for name in given:
        if name not in known:
            yield note(f"{where}.{name}", _("the standard does not know this name"))
    if depth < DEEPEST:
        yield from _inside(given, parents, children, where, profile, depth)


def _inside(
    given: dict[str, Any],
    parents: dict[str, Part],
    children: dict[str, Part],
    where: str,
    profile: Profile,
    depth: int,
) -> Iterator[Finding]:
    for name, part in parents.items():
        if given.get(name) is not None:
            more: dict[str, Any] = {"profile": profile, "depth": depth + 1}
            yield from object_findings(
                given[name], table=part.table, where=f"{where}.{name}", above=_key_of(part), **more
            )
    for name, part in children.items():
        if name not in given or given[name] is None:
            continue
        if not isinstance(given[name], list):
            yield error(f"{where}.{name}", _("a list was expected"))
            continue
        for place, child in enumerate(given[name]):
            at = f"{where}.{name}[{place}]"
            yield from object_findings(
                child, table=part.table, where=at, profile=profile, above=part.via, depth=depth + 1
            )


def _column(
    column: Column, given: dict[str, Any], where: str, table: Table, parents: dict[str, Part], out: frozenset[str]
) -> Iterator[Finding]:
    value = given.get(column.name)
    at = f"{where}.{column.name}"
    if value is None:
        stands_nested = any(part.via == column.name and given.get(name) for name, part in parents.items())
        if column.required and not stands_nested and column.name not in out and not column.refers_to:
            yield error(at, _("it is required and missing"))
        return
    wanted = (int, float) if column.type == "number" else (str,)
    if isinstance(value, bool) or not isinstance(value, wanted):
        yield error(at, _("the type is wrong: a %(type)s was expected") % {"type": _kind(column)})
    elif value == "" and not column.required:
        return
    elif column.format == "uuid":
        if not _is_uuid(str(value)):
            yield error(at, _("this is not a UUID"))
    elif not (column.required and value == ""):
        yield from _misfit(value, column, at)


def _misfit(value: Any, column: Column, at: str) -> Iterator[Finding]:
    try:
        kept = fitted(value, column)
    except Misfit as misfit:
        yield error(at, str(misfit))
        return
    if column.enum and kept != value:
        yield error(at, _("“%(value)s” is none of: %(all)s") % {"value": value, "all": ", ".join(column.enum)})


def _parents(table: str) -> list[Part]:
    return [*PARENTS.get(table, ()), *([SERVICE_OF] if table == "service_at_location" else [])]


def _children(table: str) -> list[Part]:
    return [*CHILDREN.get(table, ()), ATTRIBUTES, METADATA, *([SERVICES_OF] if table == "organizations" else [])]


def _key_of(part: Part) -> str:
    """A programme inside a service does not repeat whose it is."""
    return "organization_id" if part.table == "programs" else ""


def _kind(column: Column) -> str:
    return "number" if column.type == "number" else "string"


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return len(value) == 36
