"""Where a move goes: near a neighbour, or to where the time is right. Places are spots to stand behind; -1 is none."""

from cus.rota.search.compiling import inlined
from cus.rota.search.dice import below, share
from cus.rota.search.rows import Facts, Work

INF = float("inf")


@inlined
def near(f: Facts, w: Work, i: int) -> int:
    """Behind a visit after which i fits, or before one that fits after i."""
    k = below(w.dice, 2 * f.near_before.shape[1])
    if k < f.near_before.shape[1]:
        return int(f.near_before[i, k])
    other = f.near_after[i, k - f.near_before.shape[1]]
    return int(w.spots[other].pred) if w.spots[other].duty >= 0 else -1


@inlined
def in_time(f: Facts, w: Work, d: int, moment: float) -> int:
    """The last spot of a duty that begins before the moment."""
    n = f.nodes.shape[0]
    p = n + d
    while w.spots[p].succ < n and w.spots[w.spots[p].succ].start < moment:
        p = w.spots[p].succ
    return int(p)


@inlined
def any_duty(f: Facts, w: Work, i: int) -> int:
    """A duty that may take i, or -1."""
    size = f.fit_from[i + 1] - f.fit_from[i]
    return int(f.fit[f.fit_from[i] + below(w.dice, size)]) if size > 0 else -1


@inlined
def place_for(f: Facts, w: Work, i: int) -> int:
    """A place for i: with a neighbour, or at its time with any carer; -1 for none."""
    n = f.nodes.shape[0]
    u = below(w.dice, 100)
    if u < 75:
        return near(f, w, i)
    d = any_duty(f, w, i)
    if d < 0:
        return -1
    moment = w.spots[i].start
    if w.spots[i].duty < 0:
        moment = f.nodes[i].early + share(w.dice) * (f.nodes[i].late - f.nodes[i].early)
    return in_time(f, w, d, moment) if u < 98 else n + d


@inlined
def another_time(f: Facts, w: Work, i: int) -> int:
    """A place up to three visits earlier or later on the same route; -1 for none."""
    n = f.nodes.shape[0]
    if below(w.dice, 2) == 0:
        p = w.spots[i].pred
        for _ in range(1 + below(w.dice, 3)):
            if p < n:
                p = w.spots[p].pred
        return int(p)
    p = w.spots[i].succ
    for _ in range(below(w.dice, 3)):
        if p < n and w.spots[p].succ < n:
            p = w.spots[p].succ
    return int(p) if p < n else -1


@inlined
def place_for_mate(f: Facts, w: Work, i: int, p: int, stays: bool) -> int:
    """A place for the mate of i at the time i would have behind p."""
    n = f.nodes.shape[0]
    j = f.nodes[i].mate
    moment = w.spots[p].start + 1e-6 if p < n else -INF
    q = w.spots[p].succ
    if q == i:
        q = w.spots[q].succ
    if q < n and (p >= n or below(w.dice, 2) == 0):
        moment = w.spots[q].start - 1e-6
    moment += f.nodes[i].lag_min if f.nodes[i].is_first else -f.nodes[i].lag_min
    u = below(w.dice, 10)
    d = w.spots[j].duty
    if d < 0 or (not stays and u >= 5):
        if u < 8:
            d = any_duty(f, w, j)
        else:
            other = near(f, w, j)
            d = w.spots[other].duty if other >= 0 else -1
        if d < 0:
            return -1
    q = in_time(f, w, d, moment)
    while q in (i, j):
        q = w.spots[q].pred
    return int(q)
