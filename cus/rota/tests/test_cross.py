"""Two rotas crossed: each visit once, pairs together, every route that of a parent."""

import numpy as np
import pytest

from cus.rota.example import a_town
from cus.rota.search.chain import Chain
from cus.rota.search.compile import compiled
from cus.rota.search.cross import crossed

NOBODY = -1


def succ_of(routes, *, visits):
    """Rings of visits, a ring for a duty; who is in none is in the bank."""
    succ = np.full(visits + len(routes), NOBODY)
    for duty, route in enumerate(routes):
        stops = [visits + duty, *route, visits + duty]
        succ[stops[:-1]] = stops[1:]
    return succ


def routes_of(succ, *, visits):
    found = []
    for head in range(visits, len(succ)):
        found.append([])
        at = succ[head]
        while at < visits:
            found[-1].append(int(at))
            at = succ[at]
    return found


def children_of(one, other, mates):
    n = len(mates)
    return [routes_of(crossed(one, other, mates, np.random.default_rng(seed)), visits=n) for seed in range(40)]


def test_halves_that_hold_the_same_visits_are_put_together():
    one = succ_of([[0, 1], [2, 3], [4, 5], [6, 7]], visits=8)
    other = succ_of([[0, 3], [2, 1], [4, 7], [6, 5]], visits=8)
    alone = np.full(8, NOBODY)

    children = children_of(one, other, alone)

    assert [[0, 1], [2, 3], [4, 7], [6, 5]] in children
    assert [[0, 3], [2, 1], [4, 5], [6, 7]] in children
    assert all(sorted(sum(child, [])) == sorted(set(sum(child, []))) for child in children)


def test_what_neither_half_holds_is_left_in_the_bank_with_its_mate():
    one = succ_of([[0], [1], [2]], visits=3)
    other = succ_of([[1], [2], [0]], visits=3)
    mates = np.array([1, 0, NOBODY])

    children = children_of(one, other, mates)

    assert [[], [2], []] in children  # visit 0 from the one, 2 from the other; nobody has 1, so 0 waits for it
    assert all(([0] in child) == ([1] in child) for child in children)


@pytest.mark.parametrize(
    "other", [[[0, 1], [2, 3], [4]], [[1, 0], [2, 3], [4]], [[1, 0], [3, 2], [4]]], ids=["same", "one", "two"]
)
def test_two_that_hardly_differ_have_no_child(other):
    one, alone = succ_of([[0, 1], [2, 3], [4]], visits=5), np.full(5, NOBODY)

    assert crossed(one, succ_of(other, visits=5), alone, np.random.default_rng(1)) is None


def test_the_routes_of_a_child_are_its_parents_without_what_would_be_twice():
    rows = compiled(a_town(60, seed=4))
    parents = []
    for seed in (1, 2):
        chain = Chain(rows.facts, seed)
        chain.begin()
        chain.anneal(20.0, 50_000)
        parents.append(chain.best[1])
    n, mate = chain.size, rows.facts.nodes["mate"]
    assert (mate >= 0).any()

    child = crossed(*parents, mate, np.random.default_rng(3))

    ours, theirs, routes = (routes_of(succ, visits=n) for succ in (*parents, child))
    for mine, yours, route in zip(ours, theirs, routes, strict=True):
        assert route in ([node for node in mine if node in route], [node for node in yours if node in route])
    assert any(route == mine != yours for mine, yours, route in zip(ours, theirs, routes, strict=True))
    served = sorted(sum(routes, []))
    assert served == sorted(set(served))
    assert all(mate[node] < 0 or mate[node] in served for node in served)
    chain.load(child)
    chain.anneal(1.0, 200_000)
    assert len(sum(routes_of(chain.best[1], visits=n), [])) >= len(served)
