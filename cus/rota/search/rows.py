"""The rows the search works on: the problem compiled to arrays (`Facts`), and one solution with its books (`Work`).

A *node* is a visit, 0 … n-1; a *duty* is a shift of a carer on a day, 0 … m-1, sorted by day. The route of duty d is a
ring of spots that begins and ends at its head, spot n + d. A node on no route (duty -1) is in the bank: unserved.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NODE = np.dtype(
    [
        ("early", "f8"), ("late", "f8"), ("hard", "f8"), ("length", "f8"),  # window (minutes); hard: inf when soft
        ("late_once", "f8"), ("late_price", "f8"), ("bank_price", "f8"),  # late at all; a minute of it; in the bank
        ("lag_min", "f8"), ("lag_max", "f8"),  # of the pair: start of the second less start of the first
        ("mate", "i8"), ("is_first", "i8"), ("mates_part", "i8"), ("place", "i8"), ("day", "i8"), ("person", "i8"),
    ],
    align=True,
)  # fmt: skip
DUTY = np.dtype(
    [
        ("opens", "f8"), ("closes", "f8"), ("limit", "f8"), ("over_price", "f8"),
        ("rest", "f8"), ("rest_from", "f8"), ("rest_to", "f8"),  # break: minutes, 0 for none; begins between
        ("mode", "i8"), ("carer", "i8"), ("day", "i8"), ("start_place", "i8"), ("end_place", "i8"),
    ],
    align=True,
)  # fmt: skip
SPOT = np.dtype(
    [
        ("start", "f8"), ("late", "f8"),  # late: what lateness costs here
        ("succ", "i8"), ("pred", "i8"), ("duty", "i8"), ("out", "i8"), ("into", "i8"),  # out, into: places
        ("rested", "i8"), ("seen", "i8"), ("waits", "i8"),
    ],
    align=True,
)  # fmt: skip
LOG = np.dtype([("start", "f8"), ("late", "f8"), ("spot", "i8"), ("rested", "i8")], align=True)

# Places in Facts.price
TRAVEL, TOP, HARD, NEW_CARER, NORM, EXTRAS, MIXED = range(7)
# Places in Work.cur: travel, wishes, bank and other prices; lateness; largest tardiness (minutes); whose it is
STATIC, LATE, LARGEST, WHOSE = range(4)
# Places in Work.tally
PENDING, MOVED, TOUCHED = range(3)

Array = NDArray[Any]


class Facts(NamedTuple):
    """The problem. Travel: (modes, places, places) minutes; pay: (nodes, carers), inf where a carer may not come."""

    nodes: Array
    duties: Array
    travel: Array
    pay: Array
    near_before: Array  # (nodes, k): visits after which a node fits well
    near_after: Array
    fit_from: Array  # duties that may take node i: fit[fit_from[i]:fit_from[i + 1]]
    fit: Array
    gaps_from: Array  # gaps that begin with node i, as above
    gap_to: Array
    gap_least: Array
    back_from: Array  # gaps that end with node i
    back_to: Array
    back_least: Array
    knows: Array  # (persons, carers): 1 where the person knows the carer
    first_free: Array  # (persons,): new carers that cost nothing
    norm: Array  # (carers,) minutes, inf for none
    price: Array


class Work(NamedTuple):
    """A solution, and the books that let a move be taken back."""

    spots: Array
    pending: Array
    log: Array
    dice: Array
    cur: Array
    tally: Array
    moved: Array  # (rows, 2): node, the duty it was in
    touched: Array
    calls: Array  # (persons, carers): visits
    new: Array  # (persons,): carers met whom the person does not know
    worked: Array  # (carers,) minutes
    on_duty: Array  # (duties,) minutes
    best: Array  # cost of the best
    best_succ: Array
