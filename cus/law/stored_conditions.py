"""How conditions are stored: plain JSON with a published schema, so that another system can read them as well.

{"all": [{"kind": "AGE", "from": 60}, {"any": [{"kind": "DISABILITY", "degrees": ["SEVERE"]}, …]}]}
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cus.law.eligibility import ASKED, PROTECTED, Condition, Degree, Group, Household, Kind, Node, Together

DEEPEST = 4  # groups within groups; deeper ones nobody can read
LONGEST_WORDING = 300
OLDEST = 120
MOST_PEOPLE = 30
HIGHEST_PERCENT = 10_000

NUMBERS = {
    Kind.AGE: ("from", "to", OLDEST),
    Kind.HOUSEHOLD: ("from", "to", MOST_PEOPLE),
}
LISTS = {
    Kind.PLACE: ("teryt", "^[0-9]{2}([0-9]{2}([0-9]{3})?)?$"),
    Kind.DISABILITY: ("degrees", tuple(Degree)),
    Kind.HOUSEHOLD: ("kinds", tuple(Household)),
    Kind.SEX: ("sex", ("FEMALE", "MALE")),
}


def as_data(node: Node) -> dict[str, Any]:
    """The stored form: only what is filled."""
    if isinstance(node, Group):
        return {node.together.value: [as_data(part) for part in node.of]}
    low, high, _most = NUMBERS.get(node.kind, ("from", "to", 0))
    values = {
        "kind": node.kind.value,
        low: node.lowest,
        high: node.highest,
        LISTS[node.kind][0] if node.kind in LISTS else "": list(node.among) or None,
        "percent": node.percent,
        "wording": node.wording or None,
        "justification": node.justification or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def from_data(data: Any) -> Node:
    """The tree a stored form means. Raises `Malformed` where the form is broken: nothing is guessed."""
    if problems := problems_in(data):
        raise Malformed(problems)
    return _read(data)


def _read(data: dict[str, Any]) -> Node:
    for together in Together:
        if together in data:
            return Group(together, tuple(_read(part) for part in data[together]))
    kind = Kind(data["kind"])
    low, high, _most = NUMBERS.get(kind, ("from", "to", 0))
    return Condition(
        kind,
        wording=data.get("wording", ""),
        lowest=data.get(low),
        highest=data.get(high),
        among=tuple(data.get(LISTS[kind][0], ())) if kind in LISTS else (),
        percent=data.get("percent"),
        justification=data.get("justification", ""),
    )


class Fault(StrEnum):
    """What can be wrong with a stored condition."""

    NOT_A_CONDITION = "NOT_A_CONDITION"
    NO_SUCH_KIND = "NO_SUCH_KIND"
    EMPTY_GROUP = "EMPTY_GROUP"
    TOO_DEEP = "TOO_DEEP"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    MISSING = "MISSING"
    BAD_VALUE = "BAD_VALUE"
    WRONG_ORDER = "WRONG_ORDER"


@dataclass(frozen=True)
class Problem:
    """One fault, where it stands ("0.2") and in which field."""

    fault: Fault
    place: str
    field: str = ""


class Malformed(ValueError):
    """The stored form breaks its own rules."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "; ".join(f"{one.fault} at {one.place or 'the root'} {one.field}".strip() for one in problems)
        )
        self.problems = problems


def problems_in(data: Any, *, place: str = "", depth: int = 1) -> list[Problem]:
    """Everything that is wrong with a stored form; an empty list when it can be read."""
    if not isinstance(data, dict):
        return [Problem(Fault.NOT_A_CONDITION, place)]
    if "kind" in data:
        return _problems_of_condition(data, place)
    if len(data) != 1 or next(iter(data)) not in tuple(Together):
        return [Problem(Fault.NOT_A_CONDITION, place)]
    parts = next(iter(data.values()))
    if not isinstance(parts, list) or not parts:
        return [Problem(Fault.EMPTY_GROUP, place)]
    if depth > DEEPEST:
        return [Problem(Fault.TOO_DEEP, place)]
    inside = (problems_in(part, place=f"{place}.{i}".lstrip("."), depth=depth + 1) for i, part in enumerate(parts))
    return [problem for found in inside for problem in found]


def _problems_of_condition(data: dict[str, Any], place: str) -> list[Problem]:
    if not isinstance(data["kind"], str) or data["kind"] not in tuple(Kind):
        return [Problem(Fault.NO_SUCH_KIND, place, "kind")]
    kind = Kind(data["kind"])
    form = FORMS[kind]
    found = [Problem(Fault.UNKNOWN_FIELD, place, name) for name in data if name not in form["properties"]]
    found += [Problem(Fault.MISSING, place, name) for name in form["required"] if name not in data]
    checked = (name for name in data if name in form["properties"])
    found += [Problem(Fault.BAD_VALUE, place, name) for name in checked if not _fits(data[name], form, name)]
    choices = [one["required"][0] for one in form.get("anyOf", ())]
    if choices and not any(name in data for name in choices):
        found.append(Problem(Fault.MISSING, place, choices[0]))
    if not found and kind in NUMBERS and data.get("from", 0) > data.get("to", OLDEST):
        found.append(Problem(Fault.WRONG_ORDER, place, "to"))
    return found


def _fits(value: Any, form: dict[str, Any], name: str) -> bool:
    """Whether a value is what its field of the form asks for; the few words of JSON Schema the form uses."""
    asked = form["properties"][name]
    return FITS[asked.get("type", "const")](value, asked)


def _is_number(value: Any, asked: dict[str, Any]) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole and asked["minimum"] <= value <= asked["maximum"]


def _is_text(value: Any, asked: dict[str, Any]) -> bool:
    if not isinstance(value, str) or not asked.get("minLength", 0) <= len(value) <= asked.get("maxLength", 20):
        return False
    return value in asked["enum"] if "enum" in asked else "pattern" not in asked or _is_teryt(value)


def _is_teryt(value: str) -> bool:
    return len(value) in (2, 4, 7) and value.isascii() and value.isdigit()


def _is_list(value: Any, asked: dict[str, Any]) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(_is_text(one, asked["items"]) for one in value) and len(set(value)) == len(value)


FITS: dict[str, Callable[[Any, dict[str, Any]], bool]] = {
    "const": lambda value, asked: value == asked["const"],
    "integer": _is_number,
    "string": _is_text,
    "array": _is_list,
}


def _form(kind: Kind) -> dict[str, Any]:
    """The JSON schema of one kind of condition."""
    words = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDING}
    fields: dict[str, Any] = {"kind": {"const": kind.value}, "wording": words}
    required = ["kind"]
    choice: list[str] = []
    if kind in NUMBERS:
        low, high, most = NUMBERS[kind]
        fields |= {name: {"type": "integer", "minimum": 0, "maximum": most} for name in (low, high)}
        choice += [low, high]
    if kind in LISTS:
        name, allowed = LISTS[kind]
        item = {"type": "string"} | ({"pattern": allowed} if isinstance(allowed, str) else {"enum": list(allowed)})
        fields[name] = {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}
        if kind in NUMBERS:
            choice.append(name)
        else:
            required.append(name)
    if kind is Kind.INCOME:
        fields["percent"] = {"type": "integer", "minimum": 1, "maximum": HIGHEST_PERCENT}
        required.append("percent")
    if kind in ASKED:
        required.append("wording")
    if kind in PROTECTED:
        fields["justification"] = words
    form = {"type": "object", "properties": fields, "required": required, "additionalProperties": False}
    return form | ({"anyOf": [{"required": [name]} for name in choice]} if choice else {})


FORMS = {kind: _form(kind) for kind in Kind}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Conditions for using a social service",
    "oneOf": [
        *({"$ref": f"#/$defs/{together.value}"} for together in Together),
        *({"$ref": f"#/$defs/{kind.value}"} for kind in Kind),
    ],
    "$defs": {
        **{
            together.value: {
                "type": "object",
                "properties": {together.value: {"type": "array", "minItems": 1, "items": {"$ref": "#"}}},
                "required": [together.value],
                "additionalProperties": False,
            }
            for together in Together
        },
        **FORMS,
    },
}
