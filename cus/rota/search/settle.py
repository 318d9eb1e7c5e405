"""When visits begin after a move: only what the move reaches is computed anew, and can be put back.

Starts are the least solution of the constraints (way, window, lag, gap, break) for the given orders. A change runs on
to what waits for it; a pair is computed as one. Orders that contradict each other would run for ever: who is computed
too often is given up.
"""

from cus.rota.search.compiling import compiled, inlined
from cus.rota.search.rows import HARD, LARGEST, PENDING, TOP, WHOSE, Facts, Work


@inlined
def way(f: Facts, w: Work, d: int, here: int, there: int) -> float:
    """Minutes from spot to spot on duty d; nobody sets out on an empty duty."""
    n = f.nodes.shape[0]
    if here >= n and there >= n:
        return 0.0
    return leg(f, w, d, here, there)


@inlined
def leg(f: Facts, w: Work, d: int, here: int, there: int) -> float:
    """The same where one of the two is a visit."""
    return f.travel[f.duties[d].mode, w.spots[here].out, w.spots[there].into]


@inlined
def wait(w: Work, spot: int) -> None:
    """Have the spot computed anew."""
    if w.spots[spot].waits == 0:
        w.spots[spot].waits = 1
        w.pending[w.tally[PENDING]] = spot
        w.tally[PENDING] += 1


@inlined
def let_go(w: Work, spot: int) -> None:
    if w.spots[spot].waits:
        w.spots[spot].waits = 0
        count = w.tally[PENDING]
        for k in range(count):
            if w.pending[k] == spot:
                w.pending[k] = w.pending[count - 1]
                w.tally[PENDING] = count - 1
                break


@inlined
def forget_pending(w: Work) -> None:
    for k in range(w.tally[PENDING]):
        w.spots[w.pending[k]].waits = 0
    w.tally[PENDING] = 0


@inlined
def earliest_pending(w: Work) -> int:
    best = 0
    for k in range(1, w.tally[PENDING]):
        if w.spots[w.pending[k]].start < w.spots[w.pending[best]].start:
            best = k
    spot = w.pending[best]
    w.tally[PENDING] -= 1
    w.pending[best] = w.pending[w.tally[PENDING]]
    w.spots[spot].waits = 0
    return spot


@inlined
def late_price(f: Facts, i: int, start: float) -> float:
    price = 0.0
    if start > f.nodes[i].late:
        price = f.nodes[i].late_once + f.nodes[i].late_price * (start - f.nodes[i].late)
    if start > f.nodes[i].hard:
        price += f.price[HARD] * (1.0 + start - f.nodes[i].hard)
    return price


@inlined
def over_price(f: Facts, d: int, back: float) -> float:
    price = 0.0
    if back > f.duties[d].closes:
        price = f.duties[d].over_price * (back - f.duties[d].closes)
        if back > f.duties[d].limit:
            price += f.price[HARD] * (1.0 + back - f.duties[d].limit)
    return price


@inlined
def arrival(f: Facts, w: Work, i: int) -> tuple[float, int, float]:
    """When the carer is there; whether they have had their break; what is wrong with the break."""
    n = f.nodes.shape[0]
    before, d = w.spots[i].pred, w.spots[i].duty
    rested, wrong = 0, 0.0
    if before >= n:
        free = f.duties[d].opens
    else:
        free = w.spots[before].start + f.nodes[before].length
        rested = w.spots[before].rested
        if f.duties[d].rest > 0.0 and rested == 0 and free >= f.duties[d].rest_from:
            if free > f.duties[d].rest_to:
                wrong = f.price[HARD] * (1.0 + free - f.duties[d].rest_to)
            free += f.duties[d].rest
            rested = 1
    return free + f.travel[f.duties[d].mode, w.spots[before].out, w.spots[i].into], rested, wrong


@inlined
def ready(f: Facts, w: Work, i: int, there: float) -> float:
    """The earliest start for one who is there: the window, and gaps after other visits."""
    start = max(f.nodes[i].early, there)
    for k in range(f.back_from[i], f.back_from[i + 1]):
        other = f.back_to[k]
        if w.spots[other].duty >= 0:
            start = max(start, w.spots[other].start + f.back_least[k])
    return start


@compiled
def rest_at(f: Facts, w: Work, i: int, there: float, start: float, rested: int) -> tuple[int, float, float]:
    """Whether the break is taken at this visit, before it begins (1 or 0); when it ends; what is wrong with it."""
    d = w.spots[i].duty
    if rested == 1 or f.duties[d].rest == 0.0:
        return 0, 0.0, 0.0
    begun = max(there, f.duties[d].rest_from)
    end = begun + f.duties[d].rest
    if start < end and start + f.nodes[i].length <= f.duties[d].rest_to:
        return 0, 0.0, 0.0
    return 1, end, f.price[HARD] * (1.0 + begun - f.duties[d].rest_to) if begun > f.duties[d].rest_to else 0.0


@inlined
def together(f: Facts, i: int, start: float, start_of_mate: float) -> tuple[float, float]:
    """Starts of a pair when each could begin at these moments alone."""
    least, most = f.nodes[i].lag_min, f.nodes[i].lag_max
    if f.nodes[i].is_first == 0:
        start_of_mate = max(start_of_mate, start - most)
        return max(start, start_of_mate + least), start_of_mate
    start = max(start, start_of_mate - most)
    return start, max(start_of_mate, start + least)


@inlined
def note(w: Work, logged: int, spot: int) -> int:
    if w.spots[spot].seen == 0:
        w.log[logged].spot = spot
        w.log[logged].start = w.spots[spot].start
        w.log[logged].late = w.spots[spot].late
        w.log[logged].rested = w.spots[spot].rested
        logged += 1
    w.spots[spot].seen += 1
    return logged


@inlined
def put_back(w: Work, logged: int) -> None:
    for k in range(logged):
        spot = w.log[k].spot
        w.spots[spot].start = w.log[k].start
        w.spots[spot].late = w.log[k].late
        w.spots[spot].rested = w.log[k].rested
        w.spots[spot].seen = 0


@inlined
def keep(w: Work, logged: int) -> None:
    for k in range(logged):
        w.spots[w.log[k].spot].seen = 0


@inlined
def set_visit(f: Facts, w: Work, logged: int, i: int, start: float, rested: int, wrong: float) -> tuple[int, float]:
    """Returns how many are logged, and what lateness costs more."""
    price = late_price(f, i, start) + wrong
    if start == w.spots[i].start and rested == w.spots[i].rested and price == w.spots[i].late:
        return logged, 0.0
    logged = note(w, logged, i)
    more = price - w.spots[i].late
    w.spots[i].start, w.spots[i].rested, w.spots[i].late = start, rested, price
    wait(w, w.spots[i].succ)
    for k in range(f.gaps_from[i], f.gaps_from[i + 1]):
        if w.spots[f.gap_to[k]].duty >= 0:
            wait(w, f.gap_to[k])
    return logged, more


@inlined
def set_return(f: Facts, w: Work, logged: int, head: int) -> tuple[int, float]:
    n = f.nodes.shape[0]
    d, last = head - n, w.spots[head].pred
    back = f.duties[d].opens
    if last < n:
        back = w.spots[last].start + f.nodes[last].length + leg(f, w, d, last, head)
    if back == w.spots[head].start:
        return logged, 0.0
    logged = note(w, logged, head)
    price = over_price(f, d, back) if last < n else 0.0
    more = price - w.spots[head].late
    w.spots[head].start, w.spots[head].late = back, price
    return logged, more


@inlined
def settle(f: Facts, w: Work, room: float, often: int) -> tuple[bool, float, int]:
    """Computes what waits. Returns whether it came to rest with lateness at most `room` dearer, by how much dearer,
    and how many spots are logged."""
    n = f.nodes.shape[0]
    dearer, logged, good = 0.0, 0, True
    while w.tally[PENDING] > 0:
        i = earliest_pending(w)
        if i >= n:
            logged, more = set_return(f, w, logged, i)
            dearer += more
            if dearer > room:
                good = False
                break
            continue
        j = f.nodes[i].mate
        d = w.spots[i].duty
        there, rested, wrong = arrival(f, w, i)
        if j >= 0 and w.spots[j].duty >= 0:
            let_go(w, j)
            there_j, rested_j, wrong_j = arrival(f, w, j)
            start, start_j = together(f, i, ready(f, w, i, there), ready(f, w, j, there_j))
            while f.duties[d].rest > 0.0 or f.duties[w.spots[j].duty].rest > 0.0:
                due, end, trouble = rest_at(f, w, i, there, start, rested)
                due_j, end_j, trouble_j = rest_at(f, w, j, there_j, start_j, rested_j)
                if due == 0 and due_j == 0:
                    break
                rested, wrong, rested_j, wrong_j = rested + due, wrong + trouble, rested_j + due_j, wrong_j + trouble_j
                start, start_j = together(f, i, max(start, end), max(start_j, end_j))
            logged, more = set_visit(f, w, logged, j, start_j, rested_j, wrong_j)
            dearer += more
            if w.spots[j].seen > often:
                good = False
                break
        else:
            start = ready(f, w, i, there)
            if f.duties[d].rest > 0.0:
                due, end, trouble = rest_at(f, w, i, there, start, rested)
                rested, wrong, start = rested + due, wrong + trouble, max(start, end)
        logged, more = set_visit(f, w, logged, i, start, rested, wrong)
        dearer += more
        if dearer > room or w.spots[i].seen > often:
            good = False
            break
    forget_pending(w)
    return good, dearer, logged


@compiled
def latest_of_all(f: Facts, w: Work) -> tuple[float, int]:
    largest, whose = 0.0, -1
    for i in range(f.nodes.shape[0]):
        if w.spots[i].duty >= 0 and w.spots[i].start - f.nodes[i].late > largest:
            largest, whose = w.spots[i].start - f.nodes[i].late, i
    return largest, whose


@inlined
def largest_after(f: Facts, w: Work, logged: int, is_worth: bool) -> tuple[float, float]:
    """The largest tardiness after a change of what is logged; looks at all only where it must and `is_worth` it."""
    n = f.nodes.shape[0]
    before, whose = w.cur[LARGEST], w.cur[WHOSE]
    largest, new, was_touched = 0.0, -1.0, whose >= 0.0 and w.spots[int(whose)].duty < 0
    for k in range(logged):
        i = w.log[k].spot
        if i == whose:
            was_touched = True
        if i < n and w.spots[i].duty >= 0 and w.spots[i].start - f.nodes[i].late > largest:
            largest, new = w.spots[i].start - f.nodes[i].late, float(i)
    if largest >= before:
        return largest, new
    if not was_touched:
        return before, whose
    if is_worth:
        largest, i = latest_of_all(f, w)
        return largest, float(i)
    return largest, new


@inlined
def cost(f: Facts, w: Work) -> float:
    return w.cur[0] + w.cur[1] + f.price[TOP] * w.cur[LARGEST]
