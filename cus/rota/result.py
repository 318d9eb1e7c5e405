"""A rota, what it costs, and how it was found."""

from dataclasses import dataclass, field, fields
from enum import StrEnum


class Reason(StrEnum):
    """Why nobody makes a visit."""

    NO_CARER_THAT_DAY = "NO_CARER_THAT_DAY"
    NO_SKILL = "NO_SKILL"
    FORBIDDEN = "FORBIDDEN"
    NO_AREA = "NO_AREA"
    NO_TIME = "NO_TIME"
    TOO_DEAR = "TOO_DEAR"
    PARTNER_UNSERVED = "PARTNER_UNSERVED"

    @property
    def text(self) -> str:
        return REASONS[self]


REASONS = {
    Reason.NO_CARER_THAT_DAY: "No carer works that day.",
    Reason.NO_SKILL: "No carer who works that day has the skills at the level needed.",
    Reason.FORBIDDEN: "Every carer with the skills who works that day may not visit this person.",
    Reason.NO_AREA: "No carer with the skills who works that day works in this area.",
    Reason.NO_TIME: "No carer who could make the visit has the time for it within its hours.",
    Reason.TOO_DEAR: "The visit could be made, but would cost more than leaving it out.",
    Reason.PARTNER_UNSERVED: "The visit it belongs together with cannot be made.",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A visit as planned: when the carer is there, and from when to when the visit lasts (minutes of the day)."""

    visit: str
    arrive: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Route:
    """One duty of a carer: `Carer.shifts[shift]`, or `part` of it where an absence cuts it (see `Carer.duties`).

    `leaves` and `returns` are at the start and the end place; `breaks` are moments from and to. All minutes of `day`.
    """

    carer: str
    day: int
    shift: int
    calls: tuple[Call, ...]
    leaves: float
    returns: float
    breaks: tuple[tuple[float, float], ...] = ()
    part: int = 0

    @property
    def key(self) -> tuple[str, int, int]:
        """The key of its `Duty`."""
        return self.carer, self.shift, self.part


@dataclass(frozen=True, slots=True)
class Unserved:
    """A visit nobody makes, and why."""

    visit: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Rota:
    """Who visits whom and when; duties without a visit are left out. Knows nothing of cost."""

    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """Term by term, each already multiplied by its weight."""

    travel: float = 0.0
    tardiness: float = 0.0
    max_tardiness: float = 0.0
    overtime: float = 0.0
    wishes: float = 0.0
    new_carers: float = 0.0
    norm: float = 0.0
    unserved: float = 0.0

    @property
    def total(self) -> float:
        return sum(self.terms.values())

    @property
    def terms(self) -> dict[str, float]:
        return {part.name: getattr(self, part.name) for part in fields(self)}


@dataclass(frozen=True, slots=True)
class Metrics:
    """A rota in numbers nobody weighted: minutes, visits, carers."""

    travel: float
    waiting: float
    overtime: float
    over_norm: float
    tardiness: float
    max_tardiness: float
    tardy_visits: int
    served: int
    unserved: int
    unserved_must: int
    unmet_wishes: int
    carers_per_person: float


@dataclass(frozen=True, slots=True)
class Improvement:
    """A better rota was found."""

    seconds: float
    rounds: int
    cost: float


@dataclass(frozen=True, slots=True)
class Result:
    """What `solve` gives back. `bound` is a proved lower bound of the cost, None where none is known."""

    rota: Rota
    cost: Cost
    bound: float | None = None
    rounds: int = 0
    seconds: float = 0.0
    seed: int = 0
    cancelled: bool = False
    history: tuple[Improvement, ...] = field(default=(), repr=False)
