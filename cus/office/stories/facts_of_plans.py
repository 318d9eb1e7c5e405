"""What a story can expect around a plan, read as its pages read it."""

from typing import Any

from cus.cases.models import Application, GoalProgress, GoalStep, Plan, PlanReview
from cus.cases.services.plans.household import missing_agreements
from cus.office.stories.facts import OF_CASE, fact
from cus.office.stories.stage import Stage


@fact(OF_CASE, "reviews")
def reviews(stage: Stage, case: Application) -> list[str]:
    """Of the newest plan, by the planned days: planned, overdue, held or called off."""
    rows = PlanReview.objects.filter(plan=stage.plan_of(case)).order_by("planned_on", "id")
    return [_state(review, stage) for review in rows]


def _state(review: PlanReview, stage: Stage) -> str:
    if review.held_on:
        return "held"
    if review.called_off_on:
        return "called off"
    return "overdue" if review.planned_on < stage.on else "planned"


@fact(OF_CASE, "days of reviews")
def days_of_reviews(stage: Stage, case: Application) -> list[Any]:
    rows = PlanReview.objects.filter(plan=stage.plan_of(case)).order_by("planned_on", "id")
    return list(rows.values_list("planned_on", flat=True))


@fact(OF_CASE, "steps of goals")
def steps_of_goals(stage: Stage, case: Application) -> list[str]:
    """How far each goal of the newest plan had come at its last entry; “not noted” where there is none."""
    plan, steps = stage.plan_of(case), {}
    for entry in GoalProgress.objects.filter(plan=plan, struck_on__isnull=True).order_by("noted_on", "id"):
        steps[entry.need_key] = GoalStep(entry.step).name
    needs = stage.version_of(case).needs.order_by("position", "id")
    return [steps.get(need.key, "not noted") for need in needs]


@fact(OF_CASE, "goals")
def goals(stage: Stage, case: Application) -> list[str]:
    """The goals of the newest version of the newest plan."""
    return list(stage.version_of(case).needs.order_by("position", "id").values_list("goal", flat=True))


@fact(OF_CASE, "people of the plan")
def people_of_the_plan(stage: Stage, case: Application) -> list[str]:
    members = stage.plan_of(case).members.in_it().select_related("person").order_by("id")
    keys = {person.pk: key for key, person in stage.people.items()}
    return [keys.get(member.person_id, member.person.name) for member in members]


@fact(OF_CASE, "still to agree")
def still_to_agree(stage: Stage, case: Application) -> list[str]:
    """The adults of a household who have not agreed to the newest version."""
    keys = {person.pk: key for key, person in stage.people.items()}
    missing = missing_agreements(stage.version_of(case), on=stage.on)
    return [keys.get(member.person_id, member.person.name) for member in missing]


@fact(OF_CASE, "goes on from another plan")
def goes_on_from_another_plan(stage: Stage, case: Application) -> bool:
    return Plan.objects.filter(application=case, previous__isnull=False).exists()
