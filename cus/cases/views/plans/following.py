"""How a plan is watched: its reviews, how far each goal has come, and the plan that follows."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.forms.plan_depth import (
    CallOffForm,
    HoldReviewForm,
    NextPlanForm,
    ProgressForm,
    ReviewForm,
    ReviewsForm,
)
from cus.cases.models import GoalProgress, Plan, PlanReview
from cus.cases.permissions.plans import may_write_plan
from cus.cases.planning.next_plan import what_goes_on
from cus.cases.queries import plan_depth as queries
from cus.cases.queries.plans import approved_version
from cus.cases.services import plans as services
from cus.cases.states import PlanState
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.plans.steps import plan_or_404
from cus.kit.pages import show
from cus.records.log import record_reading

RUNNING = (PlanState.APPROVED, PlanState.ACTIVE)
NOTED_IN = (*RUNNING, PlanState.ENDED, PlanState.TALKED)
OVER = (PlanState.ENDED, PlanState.TALKED, PlanState.CLOSED)


def _page(plan: Plan) -> str:
    return reverse("cases:plan_following", args=[plan.pk])


@require_GET
def plan_following(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Reviews and goals of a plan on one page."""
    plan, today = plan_or_404(request, plan_id), localdate()
    record_reading(of=plan.person, by=request.user, page="cases:plan_following")
    may_write = may_write_plan(request.user, plan, on=today)
    context = {
        "plan": plan,
        "tab": "following",
        "reviews": queries.reviews_of(plan),
        "goals": queries.goals_followed(plan),
        "may_plan": may_write and plan.state in RUNNING,
        "may_note": may_write and plan.state in NOTED_IN,
        "review_form": ReviewForm(auto_id="review_%s"),
        "reviews_form": ReviewsForm(auto_id="reviews_%s"),
        "call_off_form": CallOffForm(auto_id=False),
        "today": today,
    }
    return show(request, "cases/plan_following.html", context)


@require_POST
def plan_review(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    return form_page(
        request,
        ReviewForm(request.POST, auto_id="review_%s"),
        step=lambda given: services.plan_review(plan_id=plan.pk, **given, by=request.user, on=localdate()),
        said=_("The review is planned. A week before, it stands on the coordinator's day."),
        to=_page(plan),
        title=_("Plan a review"),
        submit=_("Plan the review"),
        person=plan.person,
    )


@require_POST
def plan_reviews_every(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    return form_page(
        request,
        ReviewsForm(request.POST, auto_id="reviews_%s"),
        step=lambda given: services.plan_reviews_every(plan_id=plan.pk, **given, by=request.user, on=localdate()),
        said=_("The reviews are planned until the end of the plan."),
        to=_page(plan),
        title=_("Plan reviews for the whole plan"),
        submit=_("Plan the reviews"),
        person=plan.person,
    )


def _review_or_404(request: HttpRequest, review_id: int) -> PlanReview:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    reviews = PlanReview.objects.visible_to(request.user).select_related("plan__person")
    return get_object_or_404(reviews, pk=review_id)


@require_http_methods(["GET", "POST"])
def hold_review(request: HttpRequest, review_id: int) -> HttpResponse:
    review = _review_or_404(request, review_id)
    form = HoldReviewForm(request.POST or None, initial={"held_on": localdate(), "present": review.plan.person.name})
    return form_page(
        request,
        form,
        step=lambda given: services.hold_review(review_id=review.pk, **given, by=request.user, on=localdate()),
        said=_("The review is noted."),
        to=_page(review.plan),
        title=_("Review of the plan"),
        lead=_("What helps, what does not, what has changed at home?"),
        submit=_("Save"),
        person=review.plan.person,
    )


@require_POST
def call_off_review(request: HttpRequest, review_id: int) -> HttpResponse:
    review = _review_or_404(request, review_id)
    return form_page(
        request,
        CallOffForm(request.POST),
        step=lambda given: services.call_off_review(review_id=review.pk, **given, by=request.user, on=localdate()),
        said=_("The review is called off."),
        to=_page(review.plan),
        title=_("Call the review off"),
        submit=_("Call the review off"),
        person=review.plan.person,
    )


@require_http_methods(["GET", "POST"])
def note_progress(request: HttpRequest, plan_id: int, need_key: UUID) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    goal = next((one for one in queries.goals_followed(plan) if one.key == need_key), None)
    if goal is None:
        raise Http404
    form = ProgressForm(request.POST or None, initial={"noted_on": localdate()})
    return form_page(
        request,
        form,
        step=lambda given: services.note_progress(
            plan_id=plan.pk, need_key=need_key, **given, by=request.user, on=localdate()
        ),
        said=_("Noted."),
        to=_page(plan),
        title=goal.goal or goal.need,
        lead=_("Ask the person first. Then tick the words that fit best."),
        submit=_("Save"),
        person=plan.person,
    )


@require_POST
def strike_progress(request: HttpRequest, progress_id: int) -> HttpResponse:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    rows = GoalProgress.objects.visible_to(request.user).select_related("plan")
    noted = get_object_or_404(rows, pk=progress_id)
    return take_step(
        request,
        lambda: services.strike_progress(progress_id=noted.pk, by=request.user, on=localdate()),
        said=_("The entry is struck out."),
        to=_page(noted.plan),
    )


@require_http_methods(["GET", "POST"])
def next_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What goes on and what does not, before anything is copied."""
    plan, today = plan_or_404(request, plan_id), localdate()
    version = approved_version(plan)
    if plan.state not in OVER or version is None or not may_write_plan(request.user, plan, on=today):
        raise Http404
    form = NextPlanForm(
        request.POST or None,
        plan=plan,
        user=request.user,
        initial={"starts_on": today, "application": plan.application_id},
    )
    made: list[Plan] = []
    answer = form_page(
        request,
        form,
        step=lambda given: made.append(
            services.copy_into_next_plan(
                plan_id=plan.pk,
                application_id=given["application"].pk,
                starts_on=given["starts_on"],
                by=request.user,
                on=today,
            )
        ),
        said=_("The next plan is begun. Read it over with the person."),
        to=reverse("cases:plan", args=[plan.pk]),
        template="cases/plan_next.html",
        title=_("Copy into the next plan"),
        submit=_("Begin the next plan"),
        person=plan.person,
        going_on=what_goes_on(version),
        plan=plan,
    )
    if made:
        answer["Location"] = reverse("cases:edit_plan", args=[made[0].pk])
    return answer
