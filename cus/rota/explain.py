"""`explain`: why this carer makes a visit and not that one; and what would make an unserved visit possible.

    explain(problem, rota, "P7.1.2").text

Every other carer is tried at their best place for the visit, with all other orders of visits as they are: either hard
rules forbid it, or it has a price, told term by term. Differences are between rotas timed as early as possible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cus.rota.carers import Carer
from cus.rota.possible import Way, ways
from cus.rota.problem import Problem
from cus.rota.reasons import why_nobody
from cus.rota.result import Cost, Reason, Rota
from cus.rota.sentences import Sentence, Value
from cus.rota.trials import Bench, Orders, Trial, a_bench, exchanged, with_visit, without
from cus.rota.visits import Visit

__all__ = ["Alternative", "Chain", "Explanation", "Way", "explain"]

NOTHING = 0.05
"""Differences below this are no difference (they would be told as 0.0)."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another carer at their best place for the visit: what forbids it, or what it would cost more (less: below 0)."""

    carer: str
    forbids: tuple[Sentence, ...] = ()
    difference: float = 0.0
    terms: Mapping[str, float] | None = None
    start: float | None = None
    said: Sentence | None = None

    @property
    def is_possible(self) -> bool:
        return not self.forbids

    @property
    def text(self) -> str:
        return str(self.said) if self.said else " ".join(map(str, self.forbids))


@dataclass(frozen=True, slots=True)
class Chain:
    """The visit changes places with `visit` of another carer; `difference` is what the rota would cost more."""

    carer: str
    visit: str
    difference: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of a served visit: `carer`, `others` (possible ones first, the cheapest first), the best `chain` if it saves
    anything. Of an unserved one: `carer` is None, and `ways` are what would make it possible."""

    visit: str
    carer: str | None
    verdict: Sentence
    others: tuple[Alternative, ...] = ()
    chain: Chain | None = None
    ways: tuple[Way, ...] = ()

    @property
    def text(self) -> str:
        rows = [str(self.verdict), *(other.text for other in self.others), *(str(way.said) for way in self.ways)]
        return "\n".join(rows)


def explain(problem: Problem, rota: Rota, visit: str) -> Explanation:
    """Of any visit of the problem; quick, a screen may ask for it."""
    asked = problem.visit_of[visit]
    bench = a_bench(problem, rota, asked.day)
    carer = next((route.carer for route in rota.routes for call in route.calls if call.visit == visit), None)
    if carer is None:
        return _of_unserved(bench, asked, rota)
    return _of_served(bench, asked, carer)


def _of_served(bench: Bench, visit: Visit, carer: str) -> Explanation:
    now = bench.tried(bench.orders)
    rest = without(bench.orders, visit.id)
    best: dict[str, tuple[Orders, bool]] = {}
    for place, is_sound in bench.all_places(visit.id, rest):
        best.setdefault(place.duty[0], (with_visit(rest, visit.id, place), is_sound))
    everybody_else = [other for other in bench.problem.carers if other.id != carer]
    others = [_alternative(bench, visit, other, now, best.get(other.id)) for other in everybody_else]
    others.sort(key=lambda other: (not other.is_possible, other.difference))
    chain = _chain(bench, visit, now)
    return Explanation(visit.id, carer, _verdict(carer, others, chain), tuple(others), chain)


def _alternative(
    bench: Bench, visit: Visit, carer: Carer, now: Trial, best: tuple[Orders, bool] | None
) -> Alternative:
    if bars := tuple(bars_of(bench, visit, carer)):
        return Alternative(carer.id, bars)
    if best is None:
        return Alternative(carer.id, (Sentence("no.order", {"carer": carer.id}),))
    orders, is_sound = best
    if not is_sound:
        rules = bench.broken(orders)
        return Alternative(carer.id, tuple(Sentence(f"no.{rule}", {"carer": carer.id}) for rule in rules))
    then = bench.tried(orders)
    terms = difference(now.cost, then.cost)
    more = then.cost.total - now.cost.total
    return Alternative(
        carer.id, (), more, terms, then.start(visit.id), _priced(carer, then.start(visit.id), more, terms)
    )


def bars_of(bench: Bench, visit: Visit, carer: Carer) -> Iterator[Sentence]:
    """What keeps a carer from this visit at any hour of the day."""
    told: dict[str, Value] = {"carer": carer.id}
    yield from _lacking(visit, carer)
    if carer.id in visit.forbidden:
        yield Sentence("no.forbidden", told | {"person": visit.person})
    if visit.area and carer.area and visit.area not in carer.area:
        yield Sentence("no.area", told | {"area": visit.area})
    if not any(duty.carer == carer.id and duty.day == visit.day for duty in bench.problem.duties):
        works = any(shift.day == visit.day for shift in carer.shifts)
        yield Sentence("no.absent" if works else "no.shift", told)
    pair = bench.problem.pair_of.get(visit.id)
    if pair and pair.other_carers:
        mate = pair.second if pair.first == visit.id else pair.first
        if any(mate in row for key, row in bench.orders.items() if key[0] == carer.id):
            yield Sentence("no.pair", told | {"visit": mate})


def _lacking(visit: Visit, carer: Carer) -> Iterator[Sentence]:
    for skill, level in visit.skills.items():
        told: dict[str, Value] = {"carer": carer.id, "skill": skill}
        if skill not in carer.skills:
            yield Sentence("no.skill", told)
        elif carer.skills[skill] < level:
            yield Sentence("no.level", told | {"level": float(carer.skills[skill]), "needed": float(level)})


def difference(before: Cost, after: Cost) -> dict[str, float]:
    """Term by term, what became dearer; terms that stay are left out."""
    return {
        name: value - before.terms[name]
        for name, value in after.terms.items()
        if abs(value - before.terms[name]) > 1e-9
    }


def _priced(carer: Carer, start: float, more: float, terms: Mapping[str, float]) -> Sentence:
    told: dict[str, Value] = {"carer": carer.id, "at": start}
    if abs(more) < NOTHING:
        return Sentence("yes.same", told)
    worth_telling = {name: value for name, value in terms.items() if abs(value) >= NOTHING}
    told["terms"] = ", ".join(f"{name.replace('_', ' ')} {value:+.1f}" for name, value in worth_telling.items())
    if more > 0:
        return Sentence("yes.dearer", told | {"more": more})
    return Sentence("yes.cheaper", told | {"less": -more})


def _chain(bench: Bench, visit: Visit, now: Trial) -> Chain | None:
    """The best exchange of two visits between two carers, when it saves something."""
    own = next(key[0] for key, row in bench.orders.items() if visit.id in row)
    whose = {v: key[0] for key, row in bench.orders.items() for v in row}
    choices = [(price, other) for other, price in bench.exchanges(visit.id) if whose[other] != own]
    if not choices:
        return None
    _, other = min(choices)
    then = bench.tried(exchanged(bench.orders, visit.id, other))
    more = then.cost.total - now.cost.total
    return Chain(whose[other], other, more) if more < -NOTHING else None


def _verdict(carer: str, others: list[Alternative], chain: Chain | None) -> Sentence:
    told: dict[str, Value] = {"carer": carer}
    possible = [other for other in others if other.is_possible]
    first = possible[0] if possible else None
    if chain and (first is None or chain.difference < first.difference):
        told |= {"other": chain.carer, "visit": chain.visit, "less": -chain.difference}
        return Sentence("verdict.chain", told)
    if first is None:
        return Sentence("verdict.only", told)
    told["other"] = first.carer
    if abs(first.difference) < NOTHING:
        return Sentence("verdict.equal", told)
    if first.difference < 0:
        return Sentence("verdict.cheaper", told | {"less": -first.difference})
    return Sentence("verdict.best", told | {"more": first.difference})


def _of_unserved(bench: Bench, visit: Visit, rota: Rota) -> Explanation:
    reason = next((left.reason for left in rota.unserved if left.visit == visit.id), None)
    reason = reason or why_nobody(bench.problem, visit) or Reason.NO_TIME
    others = [Alternative(c.id, tuple(bars_of(bench, visit, c))) for c in bench.problem.carers]
    barred = tuple(other for other in others if other.forbids)
    verdict = Sentence("verdict.unserved", {"reason": reason.text})
    return Explanation(visit.id, None, verdict, barred, None, ways(bench, visit))
