"""Crossing of two solutions: some routes of the one and the others of the other, chosen so that they fit.

After the selective route exchange of Nagata and Kobayashi (2010), "A memetic algorithm for the pickup and delivery
problem with time windows using selective route exchange crossover". Carers differ here, so a duty has its route from
the one or from the other parent, and what is chosen is the set of duties: at random, then bettered until exchanging a
duty for another never leaves fewer visits that stand in both parts or in none.
"""

import numpy as np

from cus.rota.search.rows import Array

ATTEMPTS = 10
EXCHANGES = 100  # at most: enough for a day's rota, and soon done for a month's


def crossed(one: Array, other: Array, mate: Array, dice: np.random.Generator) -> Array | None:
    """Orders (`succ`) with the routes of some duties as in `one` and of the rest as in `other`.

    What would be visited twice keeps its place in `one`; what would be visited by nobody is left in the bank, with its
    mate (`mate`: of each node, -1 for none). None when the two hardly differ, or no choice of duties leads to a third.
    """
    n = len(mate)
    ours, theirs = _routes_of(one, n), _routes_of(other, n)
    differs = np.array([mine != yours for mine, yours in zip(ours, theirs, strict=True)])
    used = np.flatnonzero([bool(mine or yours) for mine, yours in zip(ours, theirs, strict=True)])
    if differs.sum() < 3:  # two routes that differ have mostly exchanged something: they go together
        return None
    common = _common(ours, theirs, n)[np.ix_(used, used)]
    sizes = np.array([len(ours[duty]) + len(theirs[duty]) for duty in used])
    for _ in range(ATTEMPTS):
        chosen = np.zeros(len(used), bool)
        chosen[dice.choice(len(used), int(dice.integers(1, len(used))), replace=False)] = True
        _better_fitting(chosen, common, sizes)
        if differs[used[chosen]].any() and differs[used[~chosen]].any():
            return _joined(ours, theirs, {int(duty) for duty in used[chosen]}, mate)
    return None


def _better_fitting(chosen: Array, common: Array, sizes: Array) -> None:
    """Exchanges duties in the choice for others, the best exchange first, until none makes the parts fit better.

    `common[x, y]`: visits that duty x has in the one parent and duty y in the other; `sizes`: of both routes together.
    """
    either, own = common + common.T, common.diagonal()
    for _ in range(EXCHANGES):
        near = either @ chosen
        inside, outside = np.flatnonzero(chosen), np.flatnonzero(~chosen)
        if not len(inside) or not len(outside):
            return
        leaves = 2 * (near - own)[inside] - sizes[inside]
        comes = 2 * (near + own)[outside] - sizes[outside]
        gain = comes[None, :] - leaves[:, None] - 2 * either[np.ix_(inside, outside)]
        best = int(gain.argmax())
        if gain.flat[best] <= 0:
            return
        out, into = divmod(best, len(outside))
        chosen[inside[out]], chosen[outside[into]] = False, True


def _routes_of(succ: Array, n: int) -> list[list[int]]:
    """Of each duty its visits in order."""
    follows = succ.tolist()
    found = []
    for head in range(n, len(follows)):
        route, at = [], follows[head]
        while at < n:
            route.append(at)
            at = follows[at]
        found.append(route)
    return found


def _common(ours: list[list[int]], theirs: list[list[int]], n: int) -> Array:
    duty_there = np.full(n, -1)
    for duty, route in enumerate(theirs):
        duty_there[route] = duty
    found = np.zeros((len(ours), len(theirs)))
    for duty, route in enumerate(ours):
        there = duty_there[route]
        np.add.at(found[duty], there[there >= 0], 1)
    return found


def _joined(ours: list[list[int]], theirs: list[list[int]], chosen: set[int], mate: Array) -> Array:
    n, m = len(mate), len(ours)
    kept = {node for duty in chosen for node in ours[duty]}
    routes = [
        ours[duty] if duty in chosen else [node for node in theirs[duty] if node not in kept] for duty in range(m)
    ]
    served = {node for route in routes for node in route}
    succ = np.full(n + m, -1, np.int64)
    for duty, route in enumerate(routes):
        at = n + duty
        for node in route:
            if mate[node] < 0 or int(mate[node]) in served:
                succ[at] = node
                at = node
        succ[at] = n + duty
    return succ
