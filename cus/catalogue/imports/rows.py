"""What a reading yields: good rows, rows that cannot be kept with the reasons, and notes on the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5


@dataclass(slots=True)
class Row:
    """A row of a table of HSDS 3.0, checked; `remarks` tell what of it was dropped or filled in."""

    table: str
    record_id: str
    data: dict[str, Any]
    line: int | None = None
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class BadRow:
    """A row that is not kept, and why."""

    table: str
    record_id: str
    name: str
    reasons: list[str]
    line: int | None = None


@dataclass(slots=True)
class Note:
    """A sentence about the whole: a file that is missing, a column nobody knows, a count that does not add up."""

    text: str


@dataclass(slots=True)
class Expected:
    """How many rows or services the source says it has: for the progress of a long run."""

    count: int


Read = Row | BadRow | Note | Expected


class Reading(Protocol):
    """One way of reading a source from its beginning to its end."""

    def __iter__(self) -> Iterator[Read]: ...


class Unreadable(Exception):
    """The source as a whole cannot be taken over: the text says what is wrong with it, in plain words."""


class Ids:
    """The ids of one origin: a UUID stays, any other id becomes the same UUID each time it is met."""

    def __init__(self, origin: str) -> None:
        self._space = uuid5(NAMESPACE_URL, origin)
        self.nobody_is_asked = False

    def nobody(self) -> str:
        """The organisation of the services that name none."""
        self.nobody_is_asked = True
        return self.made("organizations", "")

    def of(self, table: str, given: object) -> str:
        text = str(given).strip()
        try:
            return str(UUID(text)) if len(text) == 36 else self.made(table, text)
        except ValueError:
            return self.made(table, text)

    def made(self, table: str, *parts: object) -> str:
        return str(uuid5(self._space, "/".join([table, *(str(part) for part in parts)])))
