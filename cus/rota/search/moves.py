"""Moves on the rings: each finds out whether it may be and what it costs apart from time, is made, can be undone."""

from cus.rota.search.books import hop, leaves, step, touch
from cus.rota.search.compiling import compiled, inlined
from cus.rota.search.rows import MIXED, Facts, Work
from cus.rota.search.settle import let_go, wait

NOTHING, SHIFT, SWAP, TAILS, PAIR, SERVE, DROP = range(7)
INF = float("inf")


@inlined
def may(f: Facts, i: int, d: int) -> bool:
    return f.nodes[i].day == f.duties[d].day and f.pay[i, f.duties[d].carer] < INF


@inlined
def away_from_mate(f: Facts, w: Work, i: int, d: int) -> bool:
    """Two at once need two carers."""
    if f.nodes[i].mates_part == 0:
        return True
    other = w.spots[f.nodes[i].mate].duty
    return other < 0 or f.duties[other].carer != f.duties[d].carer


@inlined
def pay(f: Facts, i: int, d: int) -> float:
    return f.pay[i, f.duties[d].carer]


# --- changing the rings -------------------------------------------------------------------------------------------


@inlined
def lift(w: Work, first: int, last: int, after: int) -> None:
    """Segment first … last of one route to behind `after`."""
    s = w.spots
    a, b = s[first].pred, s[last].succ
    s[a].succ, s[b].pred = b, a
    c = s[after].succ
    s[after].succ, s[first].pred = first, after
    s[last].succ, s[c].pred = c, last
    d = s[after].duty
    if s[first].duty != d:
        i = first
        while True:
            s[i].duty = d
            if i == last:
                break
            i = s[i].succ


@inlined
def trade(w: Work, i: int, k: int) -> None:
    """Two nodes that are not neighbours change places."""
    s = w.spots
    a, b, c, e = s[i].pred, s[i].succ, s[k].pred, s[k].succ
    s[i].duty, s[k].duty = s[k].duty, s[i].duty
    s[a].succ, s[k].pred, s[k].succ, s[b].pred = k, a, b, k
    s[c].succ, s[i].pred, s[i].succ, s[e].pred = i, c, e, i


@inlined
def cross(w: Work, n: int, x: int, y: int) -> None:
    """What follows x and what follows y, on two routes, change places."""
    s = w.spots
    d, e = s[x].duty, s[y].duty
    b, c, last_b, last_c = s[x].succ, s[y].succ, s[n + d].pred, s[n + e].pred
    i = b
    while i < n:
        s[i].duty = e
        i = s[i].succ
    i = c
    while i < n:
        s[i].duty = d
        i = s[i].succ
    if c < n:
        s[x].succ, s[c].pred, s[last_c].succ, s[n + d].pred = c, x, n + d, last_c
    else:
        s[x].succ, s[n + d].pred = n + d, x
    if b < n:
        s[y].succ, s[b].pred, s[last_b].succ, s[n + e].pred = b, y, n + e, last_b
    else:
        s[y].succ, s[n + e].pred = n + e, y


@inlined
def put(w: Work, i: int, after: int) -> None:
    s = w.spots
    b = s[after].succ
    s[after].succ, s[i].pred, s[i].succ, s[b].pred = i, after, b, i
    s[i].duty = s[after].duty


@inlined
def take(w: Work, i: int) -> None:
    s = w.spots
    a, b = s[i].pred, s[i].succ
    s[a].succ, s[b].pred, s[i].duty = b, a, -1


# --- moves: each returns its kind and static cost; NOTHING when it may not be --------------------------------------


@inlined
def shift(f: Facts, w: Work, i: int, last: int, p: int, most: float) -> tuple[int, float]:
    d, e = w.spots[i].duty, w.spots[p].duty
    a, b, c = w.spots[i].pred, w.spots[last].succ, w.spots[p].succ
    if p == a:
        return NOTHING, 0.0
    static = 0.0
    k = i
    while True:
        if k == p:
            return NOTHING, 0.0
        if d != e:
            if not may(f, k, e) or not away_from_mate(f, w, k, e):
                return NOTHING, 0.0
            static += pay(f, k, e) - pay(f, k, d)
        if k == last:
            break
        if d != e and f.price[MIXED] > 0.0:
            static += step(f, w, e, k, w.spots[k].succ) - step(f, w, d, k, w.spots[k].succ)
        k = w.spots[k].succ
    static += hop(f, w, d, a, b) - step(f, w, d, a, i) - step(f, w, d, last, b)
    static += step(f, w, e, p, i) + step(f, w, e, last, c) - hop(f, w, e, p, c)
    if static > most:
        return NOTHING, 0.0
    touch(f, w, d)
    touch(f, w, e)
    if d != e:
        k = i
        while True:
            leaves(f, w, k)
            wait_if_mixed(f, w, k)
            if k == last:
                break
            k = w.spots[k].succ
    lift(w, i, last, p)
    wait(w, b)
    wait(w, i)
    wait(w, c)
    return SHIFT, static


@inlined
def swap(f: Facts, w: Work, i: int, k: int, most: float) -> tuple[int, float]:
    d, e = w.spots[i].duty, w.spots[k].duty
    if i == k or e < 0:
        return NOTHING, 0.0
    static = 0.0
    if d != e:
        if not may(f, i, e) or not may(f, k, d):
            return NOTHING, 0.0
        if f.nodes[i].mate != k and not (away_from_mate(f, w, i, e) and away_from_mate(f, w, k, d)):
            return NOTHING, 0.0
        static = pay(f, i, e) + pay(f, k, d) - pay(f, i, d) - pay(f, k, e)
    a, b, c, g = w.spots[i].pred, w.spots[i].succ, w.spots[k].pred, w.spots[k].succ
    if b == k or g == i:  # neighbours: `shift` does it
        return NOTHING, 0.0
    static += step(f, w, d, a, k) + step(f, w, d, k, b) + step(f, w, e, c, i) + step(f, w, e, i, g)
    static -= step(f, w, d, a, i) + step(f, w, d, i, b) + step(f, w, e, c, k) + step(f, w, e, k, g)
    if static > most:
        return NOTHING, 0.0
    touch(f, w, d)
    touch(f, w, e)
    if d != e:
        leaves(f, w, i)
        leaves(f, w, k)
    trade(w, i, k)
    wait(w, i)
    wait(w, k)
    wait(w, b)
    wait(w, g)
    return SWAP, static


@inlined
def wait_if_mixed(f: Facts, w: Work, i: int) -> None:
    """Ways, ends and breaks of duties differ: all that changes duty is timed anew."""
    if f.price[MIXED] > 0.0:
        wait(w, i)


@inlined
def tail_fits(f: Facts, w: Work, i: int, d: int, e: int) -> tuple[bool, float]:
    """Whether i and all after it may go from duty d to e, and what that changes in wishes and ways behind i."""
    n, more = f.nodes.shape[0], 0.0
    while i < n:
        if not may(f, i, e):
            return False, 0.0
        more += pay(f, i, e) - pay(f, i, d)
        if f.price[MIXED] > 0.0:
            b = w.spots[i].succ
            more += step(f, w, e, i, b if b < n else n + e) - step(f, w, d, i, b)
        i = w.spots[i].succ
    return True, more


@inlined
def tail_is_apart(f: Facts, w: Work, i: int, d: int) -> bool:
    while i < f.nodes.shape[0]:
        if not away_from_mate(f, w, i, d):
            return False
        i = w.spots[i].succ
    return True


@inlined
def tails(f: Facts, w: Work, x: int, y: int, most: float) -> tuple[int, float]:
    n = f.nodes.shape[0]
    d, e = w.spots[x].duty, w.spots[y].duty
    if d == e or f.duties[d].day != f.duties[e].day:
        return NOTHING, 0.0
    b, c = w.spots[x].succ, w.spots[y].succ
    if b >= n and c >= n:
        return NOTHING, 0.0
    static = hop(f, w, d, x, n + d if c >= n else c) + hop(f, w, e, y, n + e if b >= n else b)
    static -= hop(f, w, d, x, b) + hop(f, w, e, y, c)
    fits, more = tail_fits(f, w, b, d, e)
    if not fits:
        return NOTHING, 0.0
    fits, more_too = tail_fits(f, w, c, e, d)
    static += more + more_too
    if not fits or static > most:
        return NOTHING, 0.0
    cross(w, n, x, y)
    fits = tail_is_apart(f, w, w.spots[x].succ, d) and tail_is_apart(f, w, w.spots[y].succ, e)
    cross(w, n, x, y)
    if not fits:
        return NOTHING, 0.0
    touch(f, w, d)
    touch(f, w, e)
    while b < n:
        leaves(f, w, b)
        wait_if_mixed(f, w, b)
        b = w.spots[b].succ
    while c < n:
        leaves(f, w, c)
        wait_if_mixed(f, w, c)
        c = w.spots[c].succ
    cross(w, n, x, y)
    wait(w, w.spots[x].succ)
    wait(w, w.spots[y].succ)
    wait(w, n + d)
    wait(w, n + e)
    return TAILS, static


@inlined
def out_of(f: Facts, w: Work, i: int) -> float:
    """Take i out; returns what that changes."""
    d, a, b = w.spots[i].duty, w.spots[i].pred, w.spots[i].succ
    touch(f, w, d)
    leaves(f, w, i)
    take(w, i)
    wait(w, b)
    return hop(f, w, d, a, b) - step(f, w, d, a, i) - step(f, w, d, i, b) - pay(f, i, d)


@inlined
def into(f: Facts, w: Work, i: int, p: int) -> float:
    d, b = w.spots[p].duty, w.spots[p].succ
    touch(f, w, d)
    put(w, i, p)
    wait(w, i)
    wait(w, b)
    return step(f, w, d, p, i) + step(f, w, d, i, b) - hop(f, w, d, p, b) + pay(f, i, d)


@inlined
def may_as_pair(f: Facts, w: Work, i: int, p: int, q: int) -> bool:
    j = f.nodes[i].mate
    if p < 0 or q < 0 or p in (i, j) or q in (i, j):
        return False
    d, e = w.spots[p].duty, w.spots[q].duty
    if d < 0 or e < 0 or not may(f, i, d) or not may(f, j, e):
        return False
    return f.nodes[i].mates_part == 0 or f.duties[d].carer != f.duties[e].carer


@inlined
def pair(f: Facts, w: Work, i: int, p: int, q: int, is_out: bool) -> tuple[int, float, int]:
    """i behind p and its mate behind q, from their routes or from the bank. Returns also what the mate stood behind
    when i had been taken out."""
    j = f.nodes[i].mate
    static, was = 0.0, -1
    if is_out:
        static = out_of_bank(f, w, i) + out_of_bank(f, w, j)
    else:
        static = out_of(f, w, i)
        was = w.spots[j].pred
        static += out_of(f, w, j)
    static += into(f, w, i, p) + into(f, w, j, q)
    return SERVE if is_out else PAIR, static, was


@compiled
def serve(f: Facts, w: Work, i: int, p: int) -> tuple[int, float]:
    """A node of the bank behind p."""
    static = out_of_bank(f, w, i)
    return SERVE, static + into(f, w, i, p)


@inlined
def out_of_bank(f: Facts, w: Work, i: int) -> float:
    leaves(f, w, i)
    w.spots[i].start, w.spots[i].late, w.spots[i].rested = -1.0, 0.0, 0
    return -f.nodes[i].bank_price


@inlined
def loosen(f: Facts, w: Work, i: int) -> None:
    """Nobody waits for i any more."""
    for k in range(f.gaps_from[i], f.gaps_from[i + 1]):
        if w.spots[f.gap_to[k]].duty >= 0:
            wait(w, f.gap_to[k])


@compiled
def drop(f: Facts, w: Work, i: int) -> tuple[int, float, int]:
    """A node (and its mate) into the bank."""
    j = f.nodes[i].mate
    static = out_of(f, w, i) + f.nodes[i].bank_price
    loosen(f, w, i)
    was = -1
    if j >= 0:
        was = w.spots[j].pred
        static += out_of(f, w, j) + f.nodes[j].bank_price
        loosen(f, w, j)
        let_go(w, j)
    let_go(w, i)
    return DROP, static, int(was)
