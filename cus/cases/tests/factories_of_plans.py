"""Templates, reviews, progress, a household's plan, a supervision: valid and boring unless the test says otherwise."""

from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import a_user, the_centre
from cus.cases.models import (
    GoalProgress,
    Plan,
    PlanMember,
    PlanReview,
    PlanTemplate,
    Supervision,
    SupervisionSeat,
    TemplateNeed,
    TemplateRow,
    TypicalGoal,
)
from cus.cases.tests.factories import TODAY
from cus.people.models import Household, Membership, Person


def a_template(*, by: User | None = None, **given: Any) -> PlanTemplate:
    """One need with a service of the centre, where one is given, and help by neighbours."""
    service = given.pop("service", None)
    by = by or a_user("ORGANISER")
    defaults = {"name": "Powrót ze szpitala", "for_whom": "osoby po urazie", "made_by": by, "made_on": TODAY}
    template = PlanTemplate.objects.create(centre=the_centre(), **(defaults | given))
    need = TemplateNeed.objects.create(
        centre=template.centre, template=template, position=1, need="bezpieczny poranek", goal="Wstaję bez strachu"
    )
    row = {"centre": template.centre, "need": need}
    if service:
        TemplateRow.objects.create(**row, position=1, service=service, amount=5, unit="godzina", when="pn 8:00–9:00")
    TemplateRow.objects.create(**row, position=2, kind="NEIGHBOUR", what="poranny telefon")
    return template


def a_typical_goal(**given: Any) -> TypicalGoal:
    defaults = {"need": "samotność", "goal": "Spotykam się z kimś raz w tygodniu"}
    return TypicalGoal.objects.create(centre=the_centre(), **(defaults | given))


def a_review(plan: Plan, *, by: User, **given: Any) -> PlanReview:
    defaults = {"planned_on": TODAY, "planned_by": by}
    return PlanReview.objects.create(centre=plan.centre, plan=plan, **(defaults | given))


def a_progress(plan: Plan, *, by: User, **given: Any) -> GoalProgress:
    need = plan.versions.order_by("-number").first().needs.first()
    defaults = {"need_key": need.key, "noted_on": TODAY, "step": 2, "said_by": "PERSON", "noted_by": by}
    return GoalProgress.objects.create(centre=plan.centre, plan=plan, **(defaults | given))


def a_household(*people: Person, name: str = "Nowakowie") -> Household:
    """All of them live together since the beginning of last year."""
    home = Household.objects.create(centre=the_centre(), name=name, town="Lipnowiec", house="3")
    for person in people:
        Membership.objects.create(
            centre=home.centre, household=home, person=person, role="ADULT", starts_on="2025-01-01"
        )
    return home


def a_household_plan(plan: Plan, *others: Person) -> list[PlanMember]:
    plan.household = a_household(plan.person, *others)
    plan.save(update_fields=["household"])
    return [
        PlanMember.objects.create(centre=plan.centre, plan=plan, person=person, joined_on=TODAY)
        for person in (plan.person, *others)
    ]


def a_supervision(*, by: User, **given: Any) -> Supervision:
    defaults = {
        "held_on": TODAY, "form": "ALONE", "supervisor": "Ewa Lewandowska", "theme": "granice pomocy",
        "question": "Co robić, gdy osoba A odmawia pomocy?", "author": by, "written_on": TODAY,
    }  # fmt: skip
    written = Supervision.objects.create(centre=the_centre(), **(defaults | given))
    SupervisionSeat.objects.create(centre=written.centre, supervision=written, user=by)
    return written
