"""The problem: who could visit, who is to be visited, how far it is, and what counts.

    problem = Problem(carers=(…), visits=(…), travel=Travel.from_coordinates(…))

All times are minutes from midnight of the visit's `day`, which counts from 0. Checked once, here: `InvalidProblem`
names every row that is wrong. Carers, visits and places are known by their id, which may be any text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cus.rota import faults
from cus.rota.carers import DAY, Absence, Break, Carer, Duty, Shift
from cus.rota.faults import Fault
from cus.rota.travel import Travel
from cus.rota.visits import Gap, Pair, Visit, Wishes
from cus.rota.weights import Weights

__all__ = [
    "DAY",
    "Absence",
    "Break",
    "Carer",
    "Duty",
    "Fault",
    "Gap",
    "InvalidProblem",
    "Pair",
    "Problem",
    "Shift",
    "Travel",
    "Visit",
    "Weights",
    "Wishes",
]


class InvalidProblem(ValueError):
    """The problem cannot be understood; `faults` holds all that is wrong with it."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        self.faults = found
        super().__init__("\n".join(map(str, found)))


@dataclass(frozen=True, slots=True)
class Problem:
    """A day, or a horizon of up to 31 `days`, to be planned."""

    carers: tuple[Carer, ...]
    visits: tuple[Visit, ...]
    travel: Travel
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    weights: Weights = Weights()
    days: int = 1
    carer_of: Mapping[str, Carer] = field(init=False, repr=False, compare=False)
    visit_of: Mapping[str, Visit] = field(init=False, repr=False, compare=False)
    pair_of: Mapping[str, Pair] = field(init=False, repr=False, compare=False)
    duties: tuple[Duty, ...] = field(init=False, repr=False, compare=False)
    duty_of: Mapping[tuple[str, int, int], Duty] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("carers", "visits", "pairs", "gaps"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if found := self._faults():
            raise InvalidProblem(found)
        duties = tuple(duty for carer in self.carers for duty in carer.duties)
        looked_up = {
            "carer_of": {carer.id: carer for carer in self.carers},
            "visit_of": {visit.id: visit for visit in self.visits},
            "pair_of": {visit: pair for pair in self.pairs for visit in (pair.first, pair.second)},
            "duties": duties,
            "duty_of": {duty.key: duty for duty in duties},
        }
        for name, found_by in looked_up.items():
            object.__setattr__(self, name, found_by)

    def _faults(self) -> tuple[Fault, ...]:
        return (
            *faults.of_horizon(self.days),
            *faults.of_weights(self.weights),
            *faults.of_travel(self.travel),
            *faults.of_carers(self.carers, self.travel, self.days),
            *faults.of_visits(self.visits, self.carers, self.travel, self.days),
            *faults.of_pairs(self.pairs, self.visits),
            *faults.of_gaps(self.gaps, self.visits),
        )

    def price_of_missing(self, visit: Visit) -> float:
        """What it costs that nobody makes this visit."""
        return visit.priority * (self.weights.must if visit.must else self.weights.unserved)
