"""Several chains at once, each in a process of its own; after each stretch everybody hears of the best.

The first chain runs in the calling process. The others are told how long to go on, and answer with their best; when
the caller dies, their pipe breaks and they end.
"""

import multiprocessing
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from cus.rota.search.chain import Chain
from cus.rota.search.plan import Found, Plan
from cus.rota.search.rows import Array, Facts

ALONE, TOGETHER = 50, 1_000  # rounds of a stretch: long enough that talking costs nothing


class Team:
    def __init__(self, facts: Facts, seed: int, processes: int, start: Array | None = None) -> None:
        self.plan = Plan(Chain(facts, seed), start)
        self.plan.go(1)  # compiles the search the very first time, so that the others find it done
        self._others: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []
        context = multiprocessing.get_context("spawn")  # a caller with threads or a database must not be copied
        for number in range(1, processes):
            here, there = context.Pipe()
            worker = context.Process(target=_work, args=(there, facts, _seed(seed, number), start), daemon=True)
            worker.start()
            there.close()
            self._others.append((worker, here))
        for _, line in self._others:
            line.recv()  # a first answer: ready
        self._stretch = TOGETHER if self._others else ALONE

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for worker, line in self._others:
            line.close()
            worker.terminate()
            worker.join()

    @property
    def rounds(self) -> int:
        """Of each chain."""
        return self.plan.rounds

    @property
    def best(self) -> Found:
        return self.plan.best

    def go(self) -> None:
        """One stretch."""
        best = self.plan.best
        for _, line in self._others:
            line.send((self._stretch, best))
        self.plan.go(self._stretch)
        for _, line in self._others:
            self.plan.meet(line.recv())


def _seed(seed: int, number: int) -> int:
    return seed + 1_000_003 * number


def _work(line: Connection, facts: Facts, seed: int, start: Array | None) -> None:
    plan = Plan(Chain(facts, seed), start)
    plan.go(1)
    line.send(plan.best)
    try:
        while True:
            rounds, best = line.recv()
            plan.meet(best)
            plan.go(rounds)
            line.send(plan.best)
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return
