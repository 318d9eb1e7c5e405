"""A lower bound of what any rota of a problem costs: loose, quick, and proved in a sentence.

Whoever makes a visit comes to it by some leg, at least as long as the shortest that may lead there, and leaves the
wishes unmet that the most suitable carer would; or nobody makes it, which has its price. No other term is below 0.
"""

import numpy as np

from cus.rota.search.rows import TRAVEL, Array, Facts


def lower_bound(facts: Facts) -> float:
    """In units of cost."""
    nodes = facts.nodes
    if not len(nodes):
        return 0.0
    wishes = facts.pay.min(axis=1, initial=np.inf)
    served = facts.price[TRAVEL] * _shortest_leg(facts) + wishes
    return float(np.minimum(served, nodes["bank_price"]).sum())


def _shortest_leg(facts: Facts) -> Array:
    """Minutes from the nearest place a carer could come from: a start of a duty, or another visit of the day."""
    nodes, duties, travel = facts.nodes, facts.duties, facts.travel.min(axis=0)
    shortest = np.full(len(nodes), np.inf)
    for day in np.unique(nodes["day"]):
        here = np.flatnonzero(nodes["day"] == day)
        places = nodes["place"][here]
        legs = travel[np.ix_(places, places)]
        np.fill_diagonal(legs, np.inf)
        apart = np.flatnonzero((nodes["mate"][here] >= 0) & (nodes["mates_part"][here] == 1))
        legs[np.searchsorted(here, nodes["mate"][here[apart]]), apart] = np.inf  # nobody goes from one to the other
        starts = travel[np.ix_(duties["start_place"][duties["day"] == day], places)]
        shortest[here] = np.vstack([legs, starts]).min(axis=0)
    return shortest
