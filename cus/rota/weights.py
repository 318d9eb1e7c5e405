"""What counts how much."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The price of each term of the cost; the unit is a minute of travel unless `travel` says otherwise.

    travel, tardiness, max_tardiness, overtime, norm: a minute. wish: an unmet wish. new_carer: one more carer somebody
    does not know. unserved, must: a visit nobody makes (times its priority), `must` where it must not be missed.
    """

    travel: float = 1.0
    tardiness: float = 1.0
    max_tardiness: float = 0.0
    overtime: float = 1.0
    wish: float = 10.0
    new_carer: float = 15.0
    norm: float = 1.0
    unserved: float = 1_000.0
    must: float = 100_000.0
