"""The OpenAPI document of our API, made from the same tables, parts and parameters as its answers."""

from typing import Any

from cus.catalogue.hsds.columns import Column, Table
from cus.catalogue.hsds.endpoints import Endpoint, Family
from cus.catalogue.hsds.nesting import ATTRIBUTES, CHILDREN, METADATA, PARENTS, SERVICE_OF, SERVICES_OF
from cus.catalogue.hsds.nesting import WITHOUT_ATTRIBUTES as BARE
from cus.catalogue.hsds.parameters import Parameter
from cus.catalogue.hsds.profiles import Profile
from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.limits import OF_A_PARTNER, OF_THE_PUBLIC

Json = dict[str, Any]
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
ABOUT = (
    "Open data of the catalogue of social services in the standard of Open Referral. All of it is public and may "
    f"be used by everybody. {OF_THE_PUBLIC} requests a minute from one address; a partner's key, sent as `X-Api-Key` "
    f"or `Authorization: Bearer`, allows {OF_A_PARTNER}. A withdrawn service stays in the lists as `defunct`. The "
    "header `Link` with `rel=next` leads through a list without losing or repeating items."
)
COUNTS = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}


def document(family: Family, *, server: str, publisher: str) -> Json:
    paths: Json = {"/": {"get": _about()}}
    for endpoint in family.endpoints:
        paths[f"/{endpoint.path}"] = {"get": _list(endpoint)}
        paths[f"/{endpoint.path}/{{id}}"] = {"get": _one(endpoint)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Otwarty CUS: {family.profile.name}",
            "version": family.profile.version,
            "summary": f"Open data of {publisher}",
            "description": ABOUT,
            "license": LICENCE,
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": {"page": _page(), "problem": _problem()} | _schemas(family.profile),
            "responses": _refusals(),
        },
    }


def _about() -> Json:
    fields = {"version": {"type": "string"}, "profile": _uri(), "openapi_url": _uri()}
    schema = _object(fields, required=list(fields))
    return _operation("about", "Which standard and profile this is.", [], schema, ["429"])


def _list(endpoint: Endpoint) -> Json:
    contents = {"contents": {"type": "array", "items": _ref(TABLES[endpoint.table].singular)}}
    schema = {"allOf": [_ref("page"), {"type": "object", "properties": contents, "required": ["contents"]}]}
    parameters = [_parameter(parameter) for parameter in endpoint.of_list]
    told = _operation(f"list_{endpoint.path}", endpoint.about, parameters, schema, ["400", "401", "429"])
    lines = {"schema": {"type": "string", "description": "One item a line, as in `contents`."}}
    told["responses"]["200"]["content"]["application/x-ndjson"] = lines
    told["responses"]["200"]["headers"] = {
        "Link": {"description": "The next page.", "schema": {"type": "string"}},
    }
    return told


def _one(endpoint: Endpoint) -> Json:
    key = {"name": "id", "in": "path", "required": True, "description": "Its id.", "schema": {"type": "string"}}
    parameters = [key, *(_parameter(parameter) for parameter in endpoint.of_one)]
    schema = _ref(TABLES[endpoint.table].singular)
    told = f"One item, with everything nested in it. {endpoint.about}"
    return _operation(f"get_{endpoint.path}", told, parameters, schema, ["400", "401", "404", "429"])


def _operation(name: str, about: str, parameters: list[Json], schema: Json, refusals: list[str]) -> Json:
    answers: Json = {
        "200": {"description": about, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Not changed since the state the request names."},
    }
    answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in refusals}
    return {"operationId": name, "summary": about, "parameters": parameters, "responses": answers}


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.about,
        "schema": dict(parameter.schema),
    }


def _schemas(profile: Profile) -> Json:
    return {table.singular: _schema(table, profile) for table in TABLES.values()}


def _schema(table: Table, profile: Profile) -> Json:
    out = profile.without(table)
    properties = {column.name: _column(column) for column in table.columns}
    for part in PARENTS.get(table.name, ()):
        properties[part.name] = _ref(TABLES[part.table].singular)
    children = [*CHILDREN.get(table.name, ()), *(() if table.name in BARE else (ATTRIBUTES,))]
    children += [METADATA] if table.name != "metadata" else []
    for part in children:
        properties[part.name] = {"type": "array", "items": _ref(TABLES[part.table].singular)}
    if table.name == "organizations":
        properties[SERVICES_OF.name] = {"type": "array", "items": _ref("service")}
    if table.name == "service_at_location":
        properties[SERVICE_OF.name] = _ref("service")
    if table.name in profile.adds:
        properties[profile.adds[table.name][0]] = {"type": "string"}
    properties = {name: value for name, value in properties.items() if name not in out}
    required = [column.name for column in table.columns if column.required and not column.refers_to]
    return _object(properties, required=[name for name in required if name in properties])


def _column(column: Column) -> Json:
    if column.type == "number":
        return {"type": "number"}
    schema: Json = {"type": "string"}
    if column.enum:
        schema["enum"] = list(column.enum)
    return schema


def _page() -> Json:
    counts = {name: {"type": kind} for name, kind in COUNTS.items()}
    return {"type": "object", "properties": counts, "required": list(counts)}


def _problem() -> Json:
    fields = {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    return _object(fields, required=list(fields))


def _refusals() -> Json:
    told = {
        "400": "A parameter cannot be read; `detail` says which and what it should be.",
        "401": "The key is not known.",
        "404": "There is no such item.",
        "429": "Too many requests in this minute; `Retry-After` says in how many seconds to go on.",
    }
    content = {"application/problem+json": {"schema": _ref("problem")}}
    return {status: {"description": about, "content": content} for status, about in told.items()}


def _object(properties: Json, *, required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _uri() -> Json:
    return {"type": "string", "format": "uri"}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
