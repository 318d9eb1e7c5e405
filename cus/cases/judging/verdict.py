"""How the terms of a programme judge a requested service: which version, what is known, what each condition answers.

The conditions are those in force on the day of filing, the limits those of today (RULE-13: the day of delivery).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.cases.judging.limits import stands_of
from cus.cases.models import Application, JudgedAs, RequestedService
from cus.law.eligibility import (
    ASKED,
    Answer,
    Condition,
    Degree,
    Facts,
    Group,
    Household,
    Judged,
    Kind,
    Together,
    judge,
    kinds_in,
)
from cus.law.income import criterion_for
from cus.law.limits import Span
from cus.offer.models import Order, ProgrammeService
from cus.offer.queries.terms import eligibility_of, exclusions_of, names_of_places, other_of, terms_on
from cus.offer.terms_in_words import TOGETHER, condition_in_words, counted, in_order, limit_in_words
from cus.people.models import Person

RESULTS = {Answer.MET: JudgedAs.MET, Answer.UNKNOWN: JudgedAs.UNKNOWN, Answer.NOT_MET: JudgedAs.NOT_MET}


def terms_judging(application: Application, *, service_id: int) -> ProgrammeService | None:
    """The terms in force on the day of filing: an amendment later does not touch who applied before it."""
    return terms_on(service_id=service_id, on=application.filed_on)


def facts_of(person: Person, *, typed: Mapping[str, Any], on: date) -> Facts:
    """What records tell of the person on the day, and where they are silent, what was typed at qualification."""
    age = person.age(on=on)
    household = Household(typed["household"]) if typed.get("household") else None
    people = 1 if household is Household.ALONE else typed.get("people")
    return Facts(
        age=typed.get("age") if age is None else age,
        teryt=person.municipality.teryt if person.municipality else None,
        degree=Degree(typed["degree"]) if typed.get("degree") else None,
        income=typed.get("income"),
        criterion=criterion_for(people=people, on=on) if people else None,
        household=household,
        people=people,
        sex=person.sex or None,
        asked=typed.get("asked", {}),
    )


@dataclass(frozen=True)
class ConditionShown:
    """A condition with its answer. `is_asked`: no record can tell, a person answers it."""

    place: str
    sentence: str
    answer: Answer
    kind: Kind
    is_asked: bool
    must_not_be: bool  # it stands in a group of which none may hold

    @property
    def helps(self) -> Answer:
        """Whether it speaks for the person: what must not be does so when it is not."""
        return self.answer.opposite if self.must_not_be else self.answer

    @property
    def words(self) -> str:
        if self.answer is Answer.UNKNOWN:
            return _("not known")
        if self.must_not_be:
            return _("applies") if self.answer is Answer.MET else _("does not apply")
        return _("met") if self.answer is Answer.MET else _("not met")

    @property
    def tone(self) -> str:
        return {Answer.MET: "ok", Answer.NOT_MET: "danger", Answer.UNKNOWN: "warn"}[self.helps]


@dataclass(frozen=True)
class GroupShown:
    label: str
    answer: Answer
    conditions: tuple[ConditionShown, ...]


@dataclass(frozen=True)
class Verdict:
    """All conditions of the terms, answered."""

    terms: ProgrammeService
    result: JudgedAs
    groups: tuple[GroupShown, ...]
    kinds: frozenset[Kind]

    @property
    def conditions(self) -> list[ConditionShown]:
        return [one for group in self.groups for one in group.conditions]

    @property
    def answers(self) -> list[dict[str, str]]:
        """As the decision keeps them."""
        return [
            {"group": group.label, "sentence": one.sentence, "answer": one.answer.name}
            for group in self.groups
            for one in group.conditions
        ]

    @property
    def against(self) -> list[str]:
        """The conditions that speak against the person, in the groups that fail because of them."""
        failed = [group for group in self.groups if group.answer is Answer.NOT_MET]
        return [one.sentence for group in failed for one in group.conditions if one.helps is Answer.NOT_MET]


def verdict_on(request: RequestedService, *, typed: Mapping[str, Any]) -> Verdict | None:
    """How the terms of the day of filing judge the request; None where no programme gave the service on that day."""
    application = request.application
    terms = terms_judging(application, service_id=request.service_id)
    if terms is None:
        return None
    node = eligibility_of(terms)
    if node is None:
        return Verdict(terms, JudgedAs.MET, (), frozenset())
    judged = judge(node, facts=facts_of(application.person, typed=typed, on=application.filed_on))
    places = names_of_places([terms])
    groups = tuple(_group(part, application.person, places) for part in judged.of)
    return Verdict(terms, RESULTS[judged.answer], groups, kinds_in(node))


def _group(group: Judged, person: Person, places: Mapping[str, str]) -> GroupShown:
    together = group.node.together if isinstance(group.node, Group) else Together.ALL
    shown = (_condition(one, together, person, places) for one in group.conditions)
    return GroupShown(str(TOGETHER[together]), group.answer, tuple(shown))


def _condition(judged: Judged, together: Together, person: Person, places: Mapping[str, str]) -> ConditionShown:
    condition = judged.node
    assert isinstance(condition, Condition)
    return ConditionShown(
        judged.place,
        condition_in_words(condition, places=places),
        judged.answer,
        condition.kind,
        is_asked=condition.kind in ASKED or _is_silent(condition.kind, person),
        must_not_be=together is Together.NONE,
    )


def _is_silent(kind: Kind, person: Person) -> bool:
    """Whether the register of people, which could tell, does not."""
    return (kind is Kind.PLACE and person.municipality_id is None) or (kind is Kind.SEX and not person.sex)


@dataclass(frozen=True)
class LimitShown:
    sentence: str
    used: str
    left: str
    is_used_up: bool


@dataclass(frozen=True)
class JudgingPage:
    """What the page of an outcome shows of the programme."""

    verdict: Verdict
    limits: tuple[LimitShown, ...]
    exclusions: tuple[str, ...]
    criteria: tuple[str, ...]

    @property
    def is_against(self) -> bool:
        """Whether somebody who qualifies the person must write why."""
        return self.verdict.result == JudgedAs.NOT_MET or bool(self.exclusions)

    @property
    def may_be_asked(self) -> bool:
        """Whether the conditions or the order ask for anything a person has to tell."""
        recorded = frozenset({Kind.PLACE, Kind.AGE, Kind.SEX})
        return bool(self.criteria or self.verdict.kinds - recorded) or self.verdict.result == JudgedAs.UNKNOWN


def judging_page(request: RequestedService, *, on: date) -> JudgingPage | None:
    verdict = verdict_on(request, typed=typed_facts(request))
    if verdict is None:
        return None
    criteria = in_order(verdict.terms.criteria.all()) if verdict.terms.order == Order.CRITERIA else []
    return JudgingPage(
        verdict=verdict,
        limits=limits_shown(request, on=on),
        exclusions=tuple(exclusions_met(request, verdict.terms)),
        criteria=tuple(f"{one.wording} ({one.weight})" if one.weight else one.wording for one in criteria),
    )


def typed_facts(request: RequestedService) -> dict[str, Any]:
    return dict(request.judgement.facts) if hasattr(request, "judgement") else {}


def limits_shown(request: RequestedService, *, on: date) -> tuple[LimitShown, ...]:
    """The limits in force today, each with what the person has used and what is left."""
    stands = stands_of(request.service, person=request.application.person, on=on)
    return tuple(
        LimitShown(
            limit_in_words(stand.limit),
            "" if stand.limit.span is Span.AT_ONCE else counted(stand.used, stand.limit.unit),
            "" if stand.limit.span is Span.AT_ONCE else counted(stand.left, stand.limit.unit),
            stand.left == 0,
        )
        for stand in stands
    )


def exclusions_met(request: RequestedService, terms: ProgrammeService) -> list[str]:
    """Why the person cannot have the service beside those they have; empty when nothing stands in the way."""
    named = list(exclusions_of(terms))
    if not named:
        return []
    has = RequestedService.objects.taking_a_place().filter(
        application__person=request.application.person_id,
        service__in=[other_of(one, terms).pk for one in named],
    )
    held = set(has.values_list("service_id", flat=True))
    return [
        _("The person already uses: %(service)s. %(reason)s")
        % {"service": other.name, "reason": one.reason}
        for one in named
        if (other := other_of(one, terms)).pk in held
    ]  # fmt: skip
