"""What the pages around a plan read: templates, reviews, progress, easy words, household, supervision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from cus.accounts.models import User
from cus.cases.instruments.trend import Measured, Trend, trend_of
from cus.cases.models import (
    GoalProgress,
    GoalStep,
    MemberAgreement,
    PlainSentence,
    Plan,
    PlanMember,
    PlanReview,
    PlanTemplate,
    PlanVersion,
    Supervision,
    SupervisionSeat,
    TemplateNeed,
    TemplateRow,
    TypicalGoal,
)
from cus.cases.queries.plans import current_version
from cus.people.models import Membership, Person
from cus.people.queries.home import living_together


def plan_templates(*, user: User) -> QuerySet[PlanTemplate]:
    """Those in use first, each with how many needs it holds."""
    rows = PlanTemplate.objects.visible_to(user).annotate(count_of_needs=Count("needs"))
    return rows.select_related("made_by").order_by("retired_on", "name", "id")


def template_with_rows(templates: QuerySet[PlanTemplate]) -> QuerySet[PlanTemplate]:
    rows = TemplateRow.objects.select_related("service").order_by("position", "id")
    needs = TemplateNeed.objects.prefetch_related(Prefetch("rows", queryset=rows)).order_by("position", "id")
    return templates.prefetch_related(Prefetch("needs", queryset=needs))


def typical_goals(*, user: User) -> QuerySet[TypicalGoal]:
    return TypicalGoal.objects.visible_to(user).in_use().order_by("need", "goal", "id")


@dataclass(frozen=True)
class GoalFollowed:
    """A goal of the plan with all entries, the newest first, and the drawing of them."""

    key: UUID
    need: str
    goal: str
    member: str
    entries: list[GoalProgress]
    trend: Trend | None

    @property
    def last(self) -> GoalProgress | None:
        return self.entries[0] if self.entries else None


def goals_followed(plan: Plan) -> list[GoalFollowed]:
    """The goals of the current wording, in its order; entries struck out are not among them."""
    version = current_version(plan)
    rows = GoalProgress.objects.filter(plan=plan, struck_on__isnull=True).select_related("noted_by")
    by_key: dict[UUID, list[GoalProgress]] = {}
    for entry in rows.order_by("-noted_on", "-id"):
        by_key.setdefault(entry.need_key, []).append(entry)
    if version is None:
        return []
    followed = []
    for need in version.needs.select_related("member__person").order_by("position", "id"):
        entries = by_key.get(need.key, [])
        member = need.member.person.name if need.member else ""
        followed.append(GoalFollowed(need.key, need.need, need.goal, member, entries, _trend(entries)))
    return followed


def _trend(entries: list[GoalProgress]) -> Trend | None:
    """The steps in the order of days; one day is no change yet."""
    if len(entries) < 2:
        return None
    least, most = int(GoalStep.WORSE), int(GoalStep.REACHED)
    return trend_of([Measured(one.noted_on, one.step, least, most) for one in reversed(entries)])


def reviews_of(plan: Plan) -> list[PlanReview]:
    """Those still to be held first, the next on top; then those behind, the last on top."""
    rows = list(plan.reviews.select_related("held_by", "planned_by").order_by("planned_on", "id"))
    waiting = [row for row in rows if row.held_on is None and row.called_off_on is None]
    return waiting + [row for row in reversed(rows) if row not in waiting]


def next_review(plan: Plan) -> PlanReview | None:
    return plan.reviews.waiting().order_by("planned_on", "id").first()


def plain_sentences(plan: Plan) -> dict[UUID, PlainSentence]:
    rows = PlainSentence.objects.filter(plan=plan).select_related("written_by")
    return {one.key: one for one in rows}


@dataclass(frozen=True)
class MemberShown:
    """Somebody the plan is for, and whether they agreed to the wording in the making."""

    member: PlanMember
    is_head: bool
    age: int | None
    must_agree: bool
    agreement: MemberAgreement | None


def members_shown(plan: Plan, version: PlanVersion | None, *, on: date, of_age: int) -> list[MemberShown]:
    rows = plan.members.in_it().select_related("person").order_by("id")
    agreed = {}
    if version:
        found = version.agreements.filter(void_on__isnull=True).select_related("representation", "noted_by")
        agreed = {one.member_id: one for one in found}
    shown = []
    for member in rows:
        age = member.person.age(on=on)
        must = age is None or age >= of_age
        shown.append(MemberShown(member, member.person_id == plan.person_id, age, must, agreed.get(member.pk)))
    return shown


def housemates(plan: Plan, *, user: User, on: date) -> QuerySet[Person]:
    """Who lives with the person of the plan that day and is not in it yet, as far as the user may see them."""
    mates = [person.pk for person in living_together(plan.person, user=user, on=on)]
    there = plan.members.in_it().values("person")
    return Person.objects.visible_to(user).filter(pk__in=mates).exclude(pk__in=there).order_by("sort_key", "id")


def household_of_plan(plan: Plan, *, on: date) -> Membership | None:
    """Where the person of the plan lives that day, most of the time."""
    own = plan.person.memberships.lasting(on=on).select_related("household")
    return (
        own.filter(household=plan.household_id).first() if plan.household_id else own.order_by("-share", "id").first()
    )


def supervisions(*, user: User) -> QuerySet[Supervision]:
    seats = SupervisionSeat.objects.select_related("user").order_by("user__last_name", "id")
    rows = Supervision.objects.visible_to(user).select_related("author", "unit")
    return rows.prefetch_related(Prefetch("seats", queryset=seats)).order_by("-held_on", "-id")
