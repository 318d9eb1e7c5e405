"""One chain of annealing: the arrays of one solution, and what is done with them."""

from math import inf

import numpy as np

from cus.rota.search.anneal import anneal
from cus.rota.search.load import build, load
from cus.rota.search.rows import LOG, SPOT, Array, Facts, Work

MOST_OPEN = 8  # rows for the moved are as many as nodes; a move touches four duties at most


class Chain:
    def __init__(self, facts: Facts, seed: int) -> None:
        n, m = len(facts.nodes), len(facts.duties)
        self.facts, self.size = facts, n
        self.random = np.random.default_rng(seed)
        persons, carers = facts.knows.shape
        spots = np.zeros(n + m, SPOT)
        spots["out"] = np.concatenate([facts.nodes["place"], facts.duties["start_place"]])
        spots["into"] = np.concatenate([facts.nodes["place"], facts.duties["end_place"]])
        self.work = Work(
            spots=spots,
            pending=np.zeros(n + m, np.int64),
            log=np.zeros(n + m, LOG),
            dice=self.random.integers(1, 2**63, 1, dtype=np.uint64),
            cur=np.zeros(4),
            tally=np.zeros(3, np.int64),
            moved=np.zeros((n, 2), np.int64),
            touched=np.zeros(MOST_OPEN, np.int64),
            calls=np.zeros((persons, carers), np.int64),
            new=np.zeros(persons, np.int64),
            worked=np.zeros(max(1, carers)),
            on_duty=np.zeros(m),
            best=np.array([inf]),
            best_succ=np.zeros(n + m, np.int64),
        )

    @property
    def cost(self) -> float:
        static, late, largest, _ = self.work.cur
        return float(static + late + self.facts.price[1] * largest)

    @property
    def best(self) -> tuple[float, Array]:
        return float(self.work.best[0]), self.work.best_succ.copy()

    def load(self, succ: Array) -> None:
        """Goes on from these orders, which become the best so far."""
        self.work.best[0] = -inf  # nothing is better while it is timed
        load(self.facts, self.work, succ)
        if anneal(self.facts, self.work, 0.0, 1) < 0:
            raise ValueError("These orders contradict each other.")
        self.work.best[0] = self.cost
        self.work.best_succ[:] = succ

    def begin(self) -> None:
        """A new solution: visits in the order of their windows, a little shaken."""
        nodes, duties = self.facts.nodes, self.facts.duties
        spread = (nodes["late"] - nodes["early"]) / 4
        moment = (nodes["early"] + nodes["late"]) / 2 + spread * self.random.random(self.size)
        for node in np.flatnonzero(nodes["mate"] >= 0):  # a pair has its turn when its first has
            moment[node] = max(moment[node], moment[nodes["mate"][node]])
        order = np.lexsort((moment, nodes["day"]))
        succ = np.zeros(len(self.work.spots), np.int64)
        build(self.facts, self.work, order, succ, np.zeros(len(duties)), np.zeros(len(duties), np.int64))
        try:
            self.load(succ)
        except ValueError:
            self.load(self.nobody())

    def nobody(self) -> Array:
        """Nobody visits anybody."""
        n, m = self.size, len(self.facts.duties)
        return np.concatenate([np.full(n, -1), np.arange(n, n + m)]).astype(np.int64)

    def anneal(self, heat: float, rounds: int) -> int:
        return int(anneal(self.facts, self.work, float(heat), int(rounds)))
