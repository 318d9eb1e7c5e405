"""A plan for the people of a household: who is in it, and the agreement of each adult."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.cases.forms.plan_depth import HouseholdForm
from cus.cases.forms.plans import AgreeForm
from cus.cases.models import Plan, PlanMember
from cus.cases.permissions.plans import may_write_plan
from cus.cases.queries import plan_depth as queries
from cus.cases.queries.plans import version_in_the_making
from cus.cases.services import plans as services
from cus.cases.services.plans.household import OF_AGE
from cus.cases.states import VersionState
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.plans.steps import plan_or_404


def _page(plan: Plan) -> str:
    return reverse("cases:plan_household", args=[plan.pk])


@require_http_methods(["GET", "POST"])
def plan_household(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Who is in the plan, and whom to take in of those who live together."""
    plan, today = plan_or_404(request, plan_id), localdate()
    version = version_in_the_making(plan)
    home = queries.household_of_plan(plan, on=today)
    mates = queries.housemates(plan, user=request.user, on=today)
    writes = (
        version is not None and version.state == VersionState.DRAFT and may_write_plan(request.user, plan, on=today)
    )
    if request.method == "POST" and (home is None or not writes):
        raise Http404
    form = HouseholdForm(request.POST or None, people=mates)
    return form_page(
        request,
        form,
        step=lambda given: services.make_household_plan(
            plan_id=plan.pk,
            household_id=home.household_id if home else 0,
            person_ids=[person.pk for person in given["people"]],
            by=request.user,
            on=today,
        ),
        said=_("The plan is for all of them now. Say in each row for whom it is."),
        to=_page(plan),
        template="cases/plan_household.html",
        title=_("Plan for a household"),
        submit=_("Take them into the plan"),
        person=plan.person,
        plan=plan,
        tab="household",
        version=version,
        home=home,
        mates=mates,
        writes=writes,
        members=queries.members_shown(plan, version, on=today, of_age=OF_AGE),
    )


def _member_or_404(request: HttpRequest, plan: Plan, plan_member_id: int) -> PlanMember:
    members = PlanMember.objects.visible_to(request.user).in_it().select_related("person")
    return get_object_or_404(members, plan=plan, pk=plan_member_id)


@require_POST
def take_member_out(request: HttpRequest, plan_id: int, plan_member_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    member = _member_or_404(request, plan, plan_member_id)
    return take_step(
        request,
        lambda: services.take_member_out(member_id=member.pk, by=request.user, on=localdate()),
        said=_("%(name)s is no longer in the plan.") % {"name": member.person.name},
        to=_page(plan),
    )


@require_http_methods(["GET", "POST"])
def member_agreement(request: HttpRequest, plan_id: int, plan_member_id: int) -> HttpResponse:
    plan, today = plan_or_404(request, plan_id), localdate()
    member = _member_or_404(request, plan, plan_member_id)
    version = version_in_the_making(plan)
    if version is None or not may_write_plan(request.user, plan, on=today):
        raise Http404
    form = AgreeForm(request.POST or None, person=member.person, on=today, initial={"agreed_on": today})

    def step(_given: dict) -> object:
        agreed = {"version_id": version.pk, "member_id": member.pk} | form.agreement
        return services.note_member_agreement(**agreed, by=request.user, on=today)

    return form_page(
        request,
        form,
        step=step,
        said=_("The agreement is noted."),
        to=_page(plan),
        title=_("Agreement: %(name)s") % {"name": member.person.name},
        submit=_("Save"),
        person=plan.person,
    )
