"""What the orders cost apart from time: travel, wishes, new carers, norms; kept up to date move by move."""

from cus.rota.search.compiling import compiled, inlined
from cus.rota.search.rows import EXTRAS, MOVED, NEW_CARER, NORM, TOUCHED, TRAVEL, Facts, Work
from cus.rota.search.settle import leg, way


@inlined
def hop(f: Facts, w: Work, d: int, here: int, there: int) -> float:
    return f.price[TRAVEL] * way(f, w, d, here, there)


@inlined
def step(f: Facts, w: Work, d: int, here: int, there: int) -> float:
    """The same where one of the two is a visit."""
    return f.price[TRAVEL] * leg(f, w, d, here, there)


@inlined
def touch(f: Facts, w: Work, d: int) -> None:
    """The work on duty d changes."""
    if f.price[EXTRAS] == 0.0:
        return
    w.touched[w.tally[TOUCHED]] = d
    w.tally[TOUCHED] += 1


@inlined
def leaves(f: Facts, w: Work, i: int) -> None:
    """Note, before it moves, which duty node i was in."""
    if f.price[EXTRAS] == 0.0:
        return
    w.moved[w.tally[MOVED], 0] = i
    w.moved[w.tally[MOVED], 1] = w.spots[i].duty
    w.tally[MOVED] += 1


@inlined
def hand_over(f: Facts, w: Work, i: int, old: int, new: int) -> float:
    """Count that node i went from duty to duty (-1: the bank); returns what new faces cost more."""
    person = f.nodes[i].person
    before = f.price[NEW_CARER] * max(0, w.new[person] - f.first_free[person])
    if old >= 0:
        carer = f.duties[old].carer
        w.calls[person, carer] -= 1
        if w.calls[person, carer] == 0 and f.knows[person, carer] == 0:
            w.new[person] -= 1
    if new >= 0:
        carer = f.duties[new].carer
        if w.calls[person, carer] == 0 and f.knows[person, carer] == 0:
            w.new[person] += 1
        w.calls[person, carer] += 1
    return f.price[NEW_CARER] * max(0, w.new[person] - f.first_free[person]) - before


@inlined
def work_on(f: Facts, w: Work, d: int) -> float:
    """Minutes of visits and of travel."""
    n = f.nodes.shape[0]
    here, minutes = n + d, 0.0
    while True:
        there = w.spots[here].succ
        minutes += way(f, w, d, here, there)
        if there >= n:
            return minutes
        minutes += f.nodes[there].length
        here = there


@inlined
def set_work(f: Facts, w: Work, d: int, minutes: float) -> float:
    """Returns what the norm of the carer costs more."""
    carer = f.duties[d].carer
    before = max(0.0, w.worked[carer] - f.norm[carer])
    w.worked[carer] += minutes - w.on_duty[d]
    w.on_duty[d] = minutes
    return f.price[NORM] * (max(0.0, w.worked[carer] - f.norm[carer]) - before)


@compiled
def count(f: Facts, w: Work) -> float:
    """After a move: what new faces and norms cost more."""
    more = 0.0
    for k in range(w.tally[MOVED]):
        i, old = w.moved[k, 0], w.moved[k, 1]
        if old != w.spots[i].duty:
            more += hand_over(f, w, i, old, w.spots[i].duty)
    for k in range(w.tally[TOUCHED]):
        more += set_work(f, w, w.touched[k], work_on(f, w, w.touched[k]))
    return more


@compiled
def forget_faces(f: Facts, w: Work) -> None:
    """The first half of taking a move back, before the rings are."""
    for k in range(w.tally[MOVED]):
        i, old = w.moved[k, 0], w.moved[k, 1]
        if old != w.spots[i].duty:
            hand_over(f, w, i, w.spots[i].duty, old)


@compiled
def forget_work(f: Facts, w: Work) -> None:
    """The second half, after the rings are back."""
    for k in range(w.tally[TOUCHED]):
        set_work(f, w, w.touched[k], work_on(f, w, w.touched[k]))
