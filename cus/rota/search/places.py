"""What the whole rota would cost with one visit elsewhere, all other orders as they are: for explaining."""

import numpy as np

from cus.rota.search.anneal import undo
from cus.rota.search.books import count
from cus.rota.search.compiling import entry
from cus.rota.search.moves import NOTHING, SERVE, SWAP, away_from_mate, may, serve, swap
from cus.rota.search.rows import EXTRAS, LARGEST, MOVED, TOP, TOUCHED, Array, Facts, Work
from cus.rota.search.settle import cost, forget_pending, latest_of_all, put_back, settle


@entry
def elsewhere(f: Facts, w: Work, i: int, prices: Array) -> None:
    """Fills `prices` for each spot; inf where that may not be or orders contradict each other.

    Of a visit in the bank: the cost with it behind that spot. Of one on a route: the cost when it changes places with
    the visit there. The solution stays as it is.
    """
    n, m = f.nodes.shape[0], f.duties.shape[0]
    is_out = w.spots[i].duty < 0
    for p in range(n + m):
        prices[p] = np.inf
        if p == i or w.spots[p].duty < 0 or (not is_out and p >= n):
            continue
        w.tally[MOVED] = w.tally[TOUCHED] = 0
        kind, static, a = NOTHING, 0.0, -1
        if is_out:
            d = w.spots[p].duty
            if may(f, i, d) and (f.nodes[i].mate < 0 or away_from_mate(f, w, i, d)):
                kind, static = serve(f, w, i, p)
        else:
            kind, static = swap(f, w, i, p, np.inf)
        if kind == NOTHING:
            continue
        if f.price[EXTRAS] > 0.0:
            static += count(f, w)
        good, dearer, logged = settle(f, w, np.inf, 50 + 4 * n)
        if good:
            largest, _ = latest_of_all(f, w)
            prices[p] = cost(f, w) + static + dearer + f.price[TOP] * (largest - w.cur[LARGEST])
        put_back(w, logged)
        if is_out:
            undo(f, w, SERVE, i, -1, a, -1)
        else:
            undo(f, w, SWAP, i, p, a, -1)
        forget_pending(w)
