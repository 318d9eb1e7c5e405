"""How a plan is watched: reviews planned and held, how far each goal has come, what an item says in easy words."""

from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Role, User
from cus.cases.models import (
    GoalProgress,
    GoalStep,
    PlainSentence,
    Plan,
    PlanReview,
    PlanVersion,
    ReviewOutcome,
    SaidBy,
    Task,
)
from cus.cases.planning.easy import easy_content, easy_sentences
from cus.cases.services.plans.locking import approved, check_may_write, locked_plan
from cus.cases.states import PlanState
from cus.kit.errors import Refused, WrongState
from cus.kit.templatetags.kit import day_short
from cus.records.log import record

REMINDER = timedelta(days=7)
RUNNING = (PlanState.APPROVED, PlanState.ACTIVE)


@transaction.atomic
def plan_review(*, plan_id: int, planned_on: date, by: User, on: date) -> PlanReview:
    """Set a day on which the plan is looked at with the person. Records `plan.review_planned`."""
    plan = _running(plan_id, by=by, on=on)
    review = _planned(plan, planned_on, by=by, on=on)
    record(
        "plan.review_planned", subject=plan, story=plan.person, by=by, number=plan.number, day=day_short(planned_on)
    )
    return review


@transaction.atomic
def plan_reviews_every(*, plan_id: int, months: int, by: User, on: date) -> list[PlanReview]:
    """Reviews every so many months from the start to the end of the plan; days already planned are left alone.

    Records `plan.reviews_planned`.
    """
    plan = _running(plan_id, by=by, on=on)
    if not 1 <= months <= 12:
        raise Refused(_("Choose between one and twelve months."))
    first, last = plan.starts_on or on, plan.ends_on or on  # a running plan has both
    days, step = [], 1
    while (day := first + relativedelta(months=months * step)) <= last:
        if day >= on and not plan.reviews.waiting().filter(planned_on=day).exists():
            days.append(day)
        step += 1
    if not days:
        raise Refused(_("No day is left for a review at this interval. Plan one day by hand."))
    reviews = [_planned(plan, day, by=by, on=on) for day in days]
    count = len(reviews)
    record("plan.reviews_planned", subject=plan, story=plan.person, by=by, number=plan.number, count=count)
    return reviews


def _planned(plan: Plan, day: date, *, by: User, on: date) -> PlanReview:
    if day < on:
        raise Refused(_("Choose a day that is still to come."))
    if plan.ends_on and day > plan.ends_on:
        raise Refused(_("The plan runs until %(day)s. Choose a day before.") % {"day": day_short(plan.ends_on)})
    if plan.reviews.waiting().filter(planned_on=day).exists():
        raise Refused(_("A review is planned for this day already."))
    return PlanReview.objects.create(centre=plan.centre, plan=plan, planned_on=day, planned_by=by)


@transaction.atomic
def hold_review(
    *, review_id: int, held_on: date, outcome: str, by: User, on: date, note: str = "", present: str = ""
) -> PlanReview:
    """Note that the review was held and what came of it; its reminder is done. Records `plan.review_held`."""
    review = _waiting(review_id, by=by, on=on)
    if held_on > on:
        raise Refused(_("A review is noted after it was held."))
    if outcome in (ReviewOutcome.CHANGE, ReviewOutcome.NOT_REACHED) and not note.strip():
        raise Refused(_("Write in a sentence what is to be changed, or what you tried."))
    review.held_on, review.held_by, review.outcome = held_on, by, ReviewOutcome(outcome)
    review.note, review.present = note.strip(), present.strip()
    review.save(update_fields=["held_on", "held_by", "outcome", "note", "present"])
    _finish_reminder(review, on=on)
    plan, label = review.plan, str(ReviewOutcome(outcome).label)
    record("plan.review_held", subject=plan, story=plan.person, by=by, number=plan.number, outcome=label)
    return review


@transaction.atomic
def call_off_review(*, review_id: int, why: str, by: User, on: date) -> PlanReview:
    """The review will not be held, with the reason. Records `plan.review_called_off`."""
    review = _waiting(review_id, by=by, on=on)
    if not why.strip():
        raise Refused(_("Write in a few words why there is no review."))
    review.called_off_on, review.why_called_off = on, why.strip()
    review.save(update_fields=["called_off_on", "why_called_off"])
    _finish_reminder(review, on=on)
    plan = review.plan
    record("plan.review_called_off", subject=plan, story=plan.person, by=by, number=plan.number, reason=why.strip())
    return review


@transaction.atomic
def remind_of_reviews(*, on: date) -> int:
    """A week before each review its coordinator finds it on their day, as a task. A second call adds nothing."""
    due = PlanReview.objects.select_for_update(of=("self",), skip_locked=True).waiting()
    due = due.filter(planned_on__lte=on + REMINDER, reminder__isnull=True, plan__state__in=RUNNING)
    reminded = 0
    for review in due.select_related("plan__person", "plan__application", "centre").order_by("planned_on", "id"):
        term = review.plan.coordinators.held(on=on).select_related("user").first()
        if term is None or not term.user.has_role(Role.COORDINATOR):
            continue
        text = _("Review of plan %(number)s") % {"number": review.plan.number}
        review.reminder = Task.objects.create(
            centre=review.centre, owner=term.user, person=review.plan.person, application=review.plan.application,
            text=text, due_on=max(review.planned_on, on),
        )  # fmt: skip
        review.save(update_fields=["reminder"])
        reminded += 1
    return reminded


@transaction.atomic
def note_progress(
    *, plan_id: int, need_key: UUID, step: int, said_by: str, by: User, on: date, note: str = "",
    noted_on: date | None = None,
) -> GoalProgress:  # fmt: skip
    """How far a goal had come on a day, and who says so. Records `plan.progress_noted`."""
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if plan.starts_on is None or plan.state in (PlanState.CLOSED, PlanState.ABANDONED):
        raise WrongState(_("Progress is noted in a plan that was approved and is not closed yet."))
    noted_on = noted_on or on
    if not plan.starts_on <= noted_on <= on:
        raise Refused(
            _("Choose a day between the start of the plan (%(day)s) and today.") % {"day": day_short(plan.starts_on)}
        )
    need = plan_needs(plan).get(need_key)
    if need is None:
        raise Refused(_("This goal is not in the plan."))
    noted = GoalProgress.objects.create(
        centre=plan.centre, plan=plan, need_key=need_key, noted_on=noted_on, step=GoalStep(step),
        said_by=SaidBy(said_by), note=note.strip(), noted_by=by,
    )  # fmt: skip
    label = str(GoalStep(step).label)
    record("plan.progress_noted", subject=plan, story=plan.person, by=by, what=need, step=label)
    return noted


def plan_needs(plan: Plan) -> dict[UUID, str]:
    """What the plan is to help with: the goal, or the need where no goal is named, by the key that stays."""
    version = _wording(plan)
    return {need.key: need.goal or need.need for need in version.needs.all()} if version else {}


def _wording(plan: Plan) -> PlanVersion | None:
    """The approved version; before there is one, the last that was written."""
    return approved(plan) or plan.versions.order_by("-number").first()


@transaction.atomic
def strike_progress(*, progress_id: int, by: User, on: date) -> GoalProgress:
    """A wrong entry is struck out, not removed. Records `plan.progress_struck`."""
    noted = GoalProgress.objects.select_related("plan").get(pk=progress_id)
    plan = locked_plan(noted.plan_id)
    check_may_write(by, plan, on=on)
    if plan.state == PlanState.CLOSED:
        raise WrongState(_("The plan is closed and does not change."))
    if noted.struck_on is None:
        noted.struck_on, noted.struck_by = on, by
        noted.save(update_fields=["struck_on", "struck_by"])
        record("plan.progress_struck", subject=plan, story=plan.person, by=by, number=plan.number)
    return noted


@transaction.atomic
def write_plainly(*, plan_id: int, key: UUID, text: str, by: User, on: date) -> PlainSentence | None:
    """Say an item of the plan in easy words; an empty text goes back to the sentence the plan makes itself.

    Records `plan.written_plainly`.
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if plan.state in (PlanState.CLOSED, PlanState.ABANDONED):
        raise WrongState(_("The plan is closed and does not change."))
    version = _wording(plan)
    made = easy_sentences(easy_content(version)) if version else {}
    if key not in made:
        raise Refused(_("This item is not in the plan any more."))
    words = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    record("plan.written_plainly", subject=plan, by=by, number=plan.number)
    if not words or words == made[key]:
        plan.plain_sentences.filter(key=key).delete()
        return None
    given = {"text": words, "said": made[key], "written_by": by, "written_on": on, "centre": plan.centre}
    sentence, _created = PlainSentence.objects.update_or_create(plan=plan, key=key, defaults=given)
    return sentence


def _running(plan_id: int, *, by: User, on: date) -> Plan:
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if plan.state not in RUNNING:
        raise WrongState(_("Reviews are planned for an approved plan that has not ended."))
    return plan


def _waiting(review_id: int, *, by: User, on: date) -> PlanReview:
    plan_id = PlanReview.objects.values_list("plan_id", flat=True).get(pk=review_id)
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    review = PlanReview.objects.select_for_update(of=("self",)).select_related("reminder").get(pk=review_id)
    review.plan = plan
    if review.held_on or review.called_off_on:
        raise WrongState(_("This review is noted already."))
    return review


def _finish_reminder(review: PlanReview, *, on: date) -> None:
    if review.reminder and review.reminder.done_on is None:
        review.reminder.done_on = on
        review.reminder.save(update_fields=["done_on"])
