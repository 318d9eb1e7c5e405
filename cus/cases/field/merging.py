"""Three wordings of the same fields: as taken along, as the office has them now, as the device brings them.

A value has a name: `recognition.hard`, `frame.summary`, or, for one of many things, `need.<key>.goal`. A thing that is
there says so in `….is_there`. Pure: no database, so that every case can be tested in a line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Values = dict[str, str]
IS_THERE, THERE = "is_there", "1"
THING_OF_MANY = 3  # parts of a name: kind, key, field


@dataclass(frozen=True)
class Clash:
    """A field both sides changed, each in its own way."""

    key: str
    base: str
    office: str
    device: str


@dataclass(frozen=True)
class Merged:
    """What can be written at once, and what a person must look at."""

    to_write: Values
    clashes: tuple[Clash, ...]


def merge(*, base: Values, office: Values, device: Values) -> Merged:
    """What only the device changed is written; what both changed differently is a clash; the office's rest stays."""
    to_write: Values = {}
    clashes: dict[str, Clash] = {}
    changed = {key for key, value in device.items() if value != base.get(key, "")}
    for key in sorted(changed):
        there = presence_of(key)
        now, was, wanted = office.get(key, ""), base.get(key, ""), device[key]
        if there and base.get(there) == THERE and office.get(there, "") != THERE:
            if device.get(there) == THERE:  # removed in the office, worked on outside
                clashes[there] = Clash(there, THERE, "", THERE)
        elif key == there and was == THERE and _was_changed(there, base=base, office=office):
            clashes[key] = Clash(key, was, now, wanted)  # removed outside, worked on in the office
        elif now == wanted or _is_removed(key, there, device):
            continue
        elif now == was:
            to_write[key] = wanted
        else:
            clashes[key] = Clash(key, was, now, wanted)
    return Merged(to_write, tuple(clashes[key] for key in sorted(clashes)))


def presence_of(key: str) -> str:
    """The name that says whether the thing of this field is there; empty for what always is."""
    parts = key.split(".")
    return ".".join([*parts[:2], IS_THERE]) if len(parts) == THING_OF_MANY else ""


def thing_of(key: str) -> tuple[str, str, str]:
    """Kind, key and field of a name; the key is empty for what there is only one of."""
    parts = key.split(".")
    return (parts[0], parts[1], parts[2]) if len(parts) == THING_OF_MANY else (parts[0], "", parts[-1])


def values_of_thing(values: Values, kind: str, key: str) -> Values:
    start = f"{kind}.{key}."
    return {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}


def group_of(key: str) -> str:
    """Fields of a group are written together: the recognition, the frame of the plan, one need, one row."""
    kind, of, _field = thing_of(key)
    return f"{kind}.{of}" if of else kind


def in_groups(keys: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(group_of(key), []).append(key)
    return groups


def _is_removed(key: str, there: str, device: Values) -> bool:
    """A field of a thing the device took out says nothing any more."""
    return bool(there) and key != there and device.get(there, "") != THERE


def _was_changed(there: str, *, base: Values, office: Values) -> bool:
    start = there.removesuffix(IS_THERE)
    names = {name for name in (*base, *office) if name.startswith(start)}
    return office.get(there) == THERE and any(base.get(name, "") != office.get(name, "") for name in names)
