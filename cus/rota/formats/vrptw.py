"""Vehicle routing with time windows in the VRPLIB text, as the Gehring & Homberger instances are found.

Carers are the vehicles, each from the depot when it opens until it closes; windows are hard and every visit is a must;
the cost is the way travelled. Distances are cut to one decimal, as the DIMACS challenge did, and taken for minutes.
Capacities are left out: nobody loads a van for home visits.
"""

from collections.abc import Iterator
from math import hypot

import numpy as np

from cus.rota.carers import Carer, Shift
from cus.rota.formats.unreadable import Unreadable, reading
from cus.rota.problem import Problem
from cus.rota.travel import Travel
from cus.rota.visits import Visit
from cus.rota.weights import Weights

WEIGHTS = Weights(tardiness=0, overtime=0, wish=0, new_carer=0, norm=0, unserved=0, must=1_000_000)


def is_vrplib(text: str) -> bool:
    return "NODE_COORD_SECTION" in text


def problem_from(text: str) -> Problem:
    said, sections = _parts(text)
    with reading("instance"):
        if said.get("EDGE_WEIGHT_TYPE") != "EUC_2D":
            raise Unreadable("EDGE_WEIGHT_TYPE must be EUC_2D, places on a plane")
        at = {node: (float(x), float(y)) for node, x, y in sections["NODE_COORD_SECTION"]}
        window = {node: (float(a), float(b)) for node, a, b in sections["TIME_WINDOW_SECTION"]}
        depot = sections["DEPOT_SECTION"][0][0]
        vehicles = int(said["VEHICLES"])
        length = dict(sections.get("SERVICE_TIME_SECTION", ())) or dict.fromkeys(at, said["SERVICE_TIME"])
        visits = tuple(
            Visit(node, node, 0, *window[node], float(length[node]), node, window_is_hard=True, must=True)
            for node in at
            if node != depot
        )
        shift = Shift(0, *window[depot], depot, depot)
    carers = tuple(Carer(f"vehicle {number}", (shift,)) for number in range(1, vehicles + 1))
    places = tuple(at)
    km = [[_cut(hypot(at[a][0] - at[b][0], at[a][1] - at[b][1])) for b in places] for a in places]
    return Problem(carers, visits, Travel(places, {"car": np.array(km)}), weights=WEIGHTS)


def _cut(distance: float) -> float:
    return int(10 * distance) / 10


def _parts(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    """What is said as `NAME : value`, and the rows of each section."""
    said: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section: list[list[str]] = []
    for line in _lines(text):
        name, colon, value = line.partition(":")
        if colon:
            said[name.strip()] = value.strip()
        elif line.endswith("_SECTION"):
            section = sections.setdefault(line, [])
        else:
            section.append(line.split())
    return said, sections


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() == "EOF":
            return
        if line.strip():
            yield line.strip()
