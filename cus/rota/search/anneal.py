"""Simulated annealing: proposes moves at random, keeps what is better, and what is worse with a chance that falls."""

import numpy as np

from cus.rota.search.aims import another_time, place_for, place_for_mate
from cus.rota.search.books import count, forget_faces, forget_work
from cus.rota.search.compiling import entry, inlined
from cus.rota.search.dice import below, share
from cus.rota.search.moves import (
    DROP,
    NOTHING,
    SERVE,
    SHIFT,
    SWAP,
    TAILS,
    cross,
    drop,
    lift,
    may,
    may_as_pair,
    pair,
    put,
    serve,
    shift,
    swap,
    tails,
    take,
    trade,
)
from cus.rota.search.rows import EXTRAS, LARGEST, LATE, MOVED, PENDING, STATIC, TOP, TOUCHED, WHOSE, Facts, Work
from cus.rota.search.settle import cost, forget_pending, keep, largest_after, put_back, settle

LAID = -1  # not a move: a solution that `load` has laid out
OFTEN = 12  # one visit computed more often than this after one move: orders that contradict each other


@inlined
def undo(f: Facts, w: Work, kind: int, i: int, k: int, a: int, b: int) -> None:
    """The move of this kind backwards: i and k are what moved, a and b what they stood behind."""
    if f.price[EXTRAS] > 0.0:
        forget_faces(f, w)
    if kind == SHIFT:
        lift(w, i, k, a)
    elif kind == SWAP:
        trade(w, i, k)
    elif kind == TAILS:
        cross(w, f.nodes.shape[0], i, k)
    else:
        if kind != DROP:
            if k >= 0:
                take(w, k)
            take(w, i)
        if kind != SERVE:
            if k >= 0:
                put(w, k, b)
            put(w, i, a)
    if f.price[EXTRAS] > 0.0:
        forget_work(f, w)


@inlined
def propose(f: Facts, w: Work, most: float) -> tuple[int, float, int, int, int, int]:
    """Makes a move at random, unless it costs more than `most` apart from time. Returns its kind, its static cost, and
    what `undo` needs."""
    n = f.nodes.shape[0]
    i = below(w.dice, n)
    j, a = f.nodes[i].mate, w.spots[i].pred
    u = below(w.dice, 1000)
    is_out = w.spots[i].duty < 0
    if u >= 990 and not is_out:
        if f.nodes[i].bank_price > most:
            return NOTHING, 0.0, i, j, a, -1
        kind, static, b = drop(f, w, i)
        return kind, static, i, j, a, b
    stays = u < 150 and not is_out
    p = another_time(f, w, i) if stays else place_for(f, w, i)
    if p < 0 or w.spots[p].duty < 0:
        return NOTHING, 0.0, i, j, a, -1
    if j >= 0 and (is_out or (u < 600 and u % 2 == 0)):
        q = place_for_mate(f, w, i, p, stays)
        if not may_as_pair(f, w, i, p, q):
            return NOTHING, 0.0, i, j, a, -1
        kind, static, b = pair(f, w, i, p, q, is_out)
        return kind, static, i, j, a, b
    if is_out:
        if not may(f, i, w.spots[p].duty):
            return NOTHING, 0.0, i, j, a, -1
        kind, static = serve(f, w, i, p)
        return kind, static, i, j, a, -1
    if u < 600:
        last = i
        if u >= 500:
            for _ in range(1 + below(w.dice, 3)):
                if w.spots[last].succ < n:
                    last = w.spots[last].succ
        kind, static = shift(f, w, i, last, p, most)
        return kind, static, i, last, a, -1
    if u < 800:
        k = w.spots[p].succ if u % 2 == 0 else p
        if k >= n:
            return NOTHING, 0.0, i, i, a, -1
        kind, static = swap(f, w, i, k, most)
        return kind, static, i, k, a, -1
    kind, static = tails(f, w, p, a, most)
    return kind, static, p, a, a, -1


@entry
def anneal(f: Facts, w: Work, heat: float, rounds: int) -> int:
    """`rounds` proposals at one heat (in units of cost). Keeps the best in `w.best`; returns how many were kept.

    A solution just laid out (see `load`) is timed first, which is one of the rounds; -1 when its orders contradict
    each other.
    """
    n, m, top = f.nodes.shape[0], f.duties.shape[0], f.price[TOP]
    kept = 0
    for _ in range(rounds):
        kind, static, i, k, a, b = LAID, 0.0, -1, -1, -1, -1
        allowed, hope, often = np.inf, 0.0, 50 + 4 * n
        if w.tally[PENDING] == 0:
            allowed, often = -heat * np.log(share(w.dice) + 1e-300), OFTEN
            hope = w.cur[LATE] + top * w.cur[LARGEST]
            w.tally[MOVED] = w.tally[TOUCHED] = 0
            kind, static, i, k, a, b = propose(f, w, allowed + hope)
            if kind == NOTHING:
                continue
        eased = 0.0
        if kind == DROP:
            eased = w.spots[i].late + (w.spots[k].late if k >= 0 else 0.0)
        if f.price[EXTRAS] > 0.0 and kind != LAID:
            static += count(f, w)
        if static > allowed + hope:
            forget_pending(w)
            undo(f, w, kind, i, k, a, b)
            continue
        good, dearer, logged = settle(f, w, allowed - static + hope, often)
        change = static - eased + dearer
        largest, whose = w.cur[LARGEST], w.cur[WHOSE]
        if good and top > 0.0:
            is_worth = change - top * w.cur[LARGEST] <= allowed
            largest, whose = largest_after(f, w, logged, is_worth)
            change += top * (largest - w.cur[LARGEST])
        if good and change <= allowed:
            keep(w, logged)
            kept += 1
            w.cur[STATIC] += static
            w.cur[LATE] += dearer - eased
            w.cur[LARGEST], w.cur[WHOSE] = largest, whose
            if cost(f, w) < w.best[0] - 1e-7:
                w.best[0] = cost(f, w)
                for spot in range(n + m):
                    w.best_succ[spot] = w.spots[spot].succ if w.spots[spot].duty >= 0 else -1
        elif kind == LAID:
            keep(w, logged)
            return -1
        else:
            put_back(w, logged)
            undo(f, w, kind, i, k, a, b)
    return kept
