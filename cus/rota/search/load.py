"""A solution from nothing: laid out from given orders, or built by adding visit after visit."""

import numpy as np

from cus.rota.search.books import hand_over, hop, set_work, work_on
from cus.rota.search.compiling import compiled, entry
from cus.rota.search.moves import pay
from cus.rota.search.rows import EXTRAS, LARGEST, LATE, STATIC, WHOSE, Array, Facts, Work
from cus.rota.search.settle import late_price, over_price, wait


@entry
def load(f: Facts, w: Work, succ: Array) -> None:
    """Lays out the rings of `succ` (-1 in the bank) and all books but the times, which wait for `anneal`."""
    n, m = f.nodes.shape[0], f.duties.shape[0]
    s = w.spots
    for spot in range(n + m):
        s[spot].duty, s[spot].seen, s[spot].waits, s[spot].rested = -1, 0, 0, 0
        s[spot].late = 0.0
        s[spot].start = f.nodes[spot].early - 1.0 if spot < n else -1.0
    w.tally[:] = 0
    w.calls[:] = 0
    w.new[:] = 0
    w.worked[:] = 0.0
    w.on_duty[:] = 0.0
    static = 0.0
    for d in range(m):
        here = n + d
        s[here].duty = d
        while True:
            there = succ[here]
            s[here].succ, s[there].pred = there, here
            if there >= n:
                break
            s[there].duty = d
            static += pay(f, there, d)
            wait(w, there)
            here = there
        wait(w, n + d)
    for d in range(m):
        here = n + d
        while True:
            there = s[here].succ
            static += hop(f, w, d, here, there)
            if there >= n:
                break
            here = there
    for i in range(n):
        if s[i].duty < 0:
            static += f.nodes[i].bank_price
        elif f.price[EXTRAS] > 0.0:
            static += hand_over(f, w, i, -1, s[i].duty)
    if f.price[EXTRAS] > 0.0:
        for d in range(m):
            static += set_work(f, w, d, work_on(f, w, d))
    w.cur[STATIC], w.cur[LATE], w.cur[LARGEST], w.cur[WHOSE] = static, 0.0, 0.0, -1.0


@entry
def build(f: Facts, w: Work, order: Array, succ: Array, free: Array, at: Array) -> None:
    """Adds nodes in the given order, each (with its mate) to the end of the duty that is there soonest; what fits
    nowhere stays in the bank. Writes the rings to `succ`; `free` (minutes) and `at` (places) are room for duties."""
    n, m = f.nodes.shape[0], f.duties.shape[0]
    last = w.pending  # not needed while building
    for d in range(m):
        free[d], at[d], last[d] = f.duties[d].opens, f.duties[d].start_place, n + d
        succ[n + d] = n + d
    for i in range(n):
        succ[i] = -1
        w.spots[i].duty = -1
    for k in range(n):
        i = order[k]
        j = f.nodes[i].mate
        if j >= 0 and f.nodes[i].is_first == 0:
            continue
        d = soonest(f, w, i, -1, free, at)
        e = soonest(f, w, j, d if f.nodes[i].mates_part else -1, free, at) if j >= 0 and d >= 0 else -1
        if j >= 0 and d >= 0 and e < 0:  # the first took the only carer of the second
            e = soonest(f, w, j, -1, free, at)
            d = soonest(f, w, i, e, free, at) if e >= 0 else -1
        if d < 0 or (j >= 0 and (e < 0 or e == d)):
            continue
        start = max(f.nodes[i].early, free[d] + f.travel[f.duties[d].mode, at[d], f.nodes[i].place])
        other = 0.0
        if j >= 0:
            other = max(f.nodes[j].early, free[e] + f.travel[f.duties[e].mode, at[e], f.nodes[j].place])
            start = max(start, other - f.nodes[i].lag_max)
            other = max(other, start + f.nodes[i].lag_min)
            append(f, w, succ, free, at, j, e, other)
        append(f, w, succ, free, at, i, d, start)


@compiled
def append(f: Facts, w: Work, succ: Array, free: Array, at: Array, i: int, d: int, start: float) -> None:
    last = w.pending
    succ[last[d]] = i
    succ[i] = f.nodes.shape[0] + d
    last[d], free[d], at[d] = i, start + f.nodes[i].length, f.nodes[i].place
    w.spots[i].duty = d


@compiled
def soonest(f: Facts, w: Work, i: int, but: int, free: Array, at: Array) -> int:
    """The duty that reaches i soonest, long ways counting four times, or -1; not of the carer of duty `but`."""
    best, found = np.inf, -1
    for k in range(f.fit_from[i], f.fit_from[i + 1]):
        d = f.fit[k]
        if but >= 0 and f.duties[d].carer == f.duties[but].carer:
            continue
        way = f.travel[f.duties[d].mode, at[d], f.nodes[i].place]
        start = max(f.nodes[i].early, free[d] + way)
        back = start + f.nodes[i].length + f.travel[f.duties[d].mode, f.nodes[i].place, f.duties[d].end_place]
        if start > f.nodes[i].hard or back > f.duties[d].limit:
            continue
        value = (
            free[d] + 4.0 * way + 4.0 * late_price(f, i, start) + over_price(f, d, back) + f.pay[i, f.duties[d].carer]
        )
        if value < best:
            best, found = value, d
    return found
