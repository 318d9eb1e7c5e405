"""What every page of a plan does: find it, take one step, say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cus.accounts.models import CASE_STAFF
from cus.cases.models import Plan, PlanVersion
from cus.cases.queries.plans import version_in_the_making
from cus.kit.errors import Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, show


def plan_or_404(request: HttpRequest, plan_id: int) -> Plan:
    """A plan as staff see it; residents have a page of their own."""
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    plans = Plan.objects.visible_to(request.user).select_related("person", "centre", "application")
    return get_object_or_404(plans, pk=plan_id)


def draft_or_404(plan: Plan) -> PlanVersion:
    version = version_in_the_making(plan)
    if version is None:
        raise Http404
    return version


def attempt(request: HttpRequest, step: Callable[[], Any], *, done: str = "") -> bool:
    """Take the step; explain a refusal on the next page, or say what was done."""
    try:
        step()
    except Refused as refusal:
        explain(request, refusal)
        return False
    if done:
        messages.success(request, done)
    return True


def attempt_with(form: HouseForm, step: Callable[[], Any]) -> bool:
    """Take the step with what the form holds; a refusal stands on the form, so nothing typed is lost."""
    try:
        step()
    except Refused as refusal:
        form.add_error(None, f"{refusal} {refusal.provision}".strip())
        return False
    return True


def to_plan(plan: Plan) -> HttpResponse:
    return redirect("cases:plan", plan.pk)


def to_editor(plan: Plan) -> HttpResponse:
    return redirect("cases:edit_plan", plan.pk)


def form_page(request: HttpRequest, plan: Plan, form: HouseForm, **words: str) -> HttpResponse:
    """A page with one form: `title`, `button`, `lead` and where `back` leads."""
    words.setdefault("back", reverse("cases:plan", args=[plan.pk]))
    return show(
        request,
        "cases/plan_form.html",
        {"plan": plan, "form": form, **words},
        status=422 if form.is_bound and form.errors else 200,
    )
