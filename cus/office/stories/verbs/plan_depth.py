"""What happens around a plan: reviews, progress of goals, the next plan, a plan for a household."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import Application, GoalStep, PlanMember, PlanReview, ReviewOutcome, SaidBy
from cus.cases.services.plans import (
    call_off_review,
    copy_into_next_plan,
    hold_review,
    make_household_plan,
    note_member_agreement,
    note_progress,
    plan_review,
    plan_reviews_every,
)
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.people.models import HouseholdRole, Person, Representation
from cus.people.services import Member, found_household, join_household


@verb("plans a review")
def plans_a_review(stage: Stage, by: User, *, case: Application, day: date) -> None:
    plan_review(plan_id=stage.plan_of(case).pk, planned_on=day, by=by, on=stage.on)


@verb("plans reviews")
def plans_reviews(stage: Stage, by: User, *, case: Application, every: int = 3) -> None:
    """For the whole plan, every so many months."""
    plan_reviews_every(plan_id=stage.plan_of(case).pk, months=every, by=by, on=stage.on)


def _review(stage: Stage, case: Application) -> PlanReview:
    review = stage.plan_of(case).reviews.waiting().order_by("planned_on", "id").first()
    if review is None:
        raise Unreadable("No review of this plan is planned.")
    return review


@verb("holds the review")
def holds_the_review(
    stage: Stage, by: User, *, case: Application, outcome: ReviewOutcome = ReviewOutcome.GOES_ON, note: str = ""
) -> None:
    """The next one that is planned."""
    hold_review(review_id=_review(stage, case).pk, held_on=stage.on, outcome=outcome, note=note, by=by, on=stage.on)


@verb("calls the review off")
def calls_the_review_off(stage: Stage, by: User, *, case: Application, because: str = "Urlop koordynatorki.") -> None:
    call_off_review(review_id=_review(stage, case).pk, why=because, by=by, on=stage.on)


@verb("notes progress")
def notes_progress(
    stage: Stage,
    by: User,
    *,
    case: Application,
    step: GoalStep,
    said_by: SaidBy = SaidBy.PERSON,
    goal: int = 1,
    note: str = "",
) -> None:
    """`goal` counts the goals of the plan from the first."""
    needs = list(stage.version_of(case).needs.order_by("position", "id"))
    if not 1 <= goal <= len(needs):
        raise Unreadable(f"The plan has {len(needs)} goals.")
    note_progress(
        plan_id=stage.plan_of(case).pk, need_key=needs[goal - 1].key, step=step, said_by=said_by, note=note, by=by,
        on=stage.on,
    )  # fmt: skip


@verb("copies the plan into the next one")
def copies_the_plan(stage: Stage, by: User, *, case: Application, starts: date | None = None) -> None:
    plan = stage.plan_of(case)
    copy_into_next_plan(plan_id=plan.pk, application_id=case.pk, starts_on=starts, by=by, on=stage.on)


@verb("makes it a plan for the household")
def makes_it_a_plan_for_the_household(stage: Stage, by: User, *, case: Application, with_: list[Person]) -> None:
    """With people who live together with the person since long before the story."""
    since = date(2000, 1, 1)
    home = found_household(
        person_id=case.person_id, role=HouseholdRole.RELATIVE, starts_on=since, by=by, on=stage.on
    ).household
    for person in with_:
        join_household(
            household_id=home.pk, member=Member(HouseholdRole.RELATIVE, since, person.pk), by=by, on=stage.on
        )
    make_household_plan(
        plan_id=stage.plan_of(case).pk, household_id=home.pk, person_ids=[one.pk for one in with_], by=by, on=stage.on
    )


@verb("notes the agreement of a member")
def notes_the_agreement_of_a_member(
    stage: Stage, by: User, *, case: Application, of: Person, by_whom: Representation | None = None
) -> None:
    """`by whom`: who agrees for them."""
    member = PlanMember.objects.in_it().filter(plan=stage.plan_of(case), person=of).first()
    if member is None:
        raise Unreadable(f"{of.name} is not in the plan.")
    note_member_agreement(
        version_id=stage.version_of(case).pk, member_id=member.pk, agreed_on=stage.on, how="w rozmowie w domu",
        representation_id=by_whom.pk if by_whom else None, by=by, on=stage.on,
    )  # fmt: skip
