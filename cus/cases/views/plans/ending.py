from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cus.cases.forms.plans import CloseForm, DeliveredForm, EndForm, TalkForm
from cus.cases.models import EndReason, Plan
from cus.cases.planning.content import RowSaid, content_of
from cus.cases.queries import plans as queries
from cus.cases.services import plans as services
from cus.cases.views.plans.steps import attempt_with, form_page, plan_or_404, to_plan
from cus.kit.pages import show


@require_http_methods(["GET", "POST"])
def end_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    today = localdate()
    on_time = plan.ends_on is not None and plan.ends_on <= today
    initial = {"ended_on": min(plan.ends_on or today, today), "reason": EndReason.ON_TIME if on_time else None}
    form = EndForm(request.POST or None, initial=initial)
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form, lambda: services.end_plan(plan_id=plan.pk, by=request.user, on=today, **form.cleaned_data)
        )
    ):
        messages.success(request, _("The plan has ended. Now hold the summary talk."))
        return to_plan(plan)
    lead = _("Services and help from neighbours end with the plan. Then comes the summary talk.")
    return form_page(request, plan, form, title=_("End the plan"), lead=lead, button=_("End the plan"))


@require_http_methods(["GET", "POST"])
def note_summary_talk(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    talk = getattr(plan, "talk", None)
    names = ("held_on", "present", "note", "why_none")
    form = TalkForm(request.POST or None, initial={name: getattr(talk, name) for name in names} if talk else None)
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.note_summary_talk(plan_id=plan.pk, by=request.user, on=localdate(), **form.cleaned_data),
        )
    ):
        return to_plan(plan)
    lead = _("What helped, what did not, what now? If there was no talk, write why.")
    return form_page(request, plan, form, title=_("Summary talk"), lead=lead, button=_("Save"))


@require_http_methods(["GET", "POST"])
def close_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    form = CloseForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form, lambda: services.close_plan(plan_id=plan.pk, by=request.user, on=localdate(), **form.cleaned_data)
        )
    ):
        messages.success(request, _("The plan is closed."))
        return to_plan(plan)
    return form_page(request, plan, form, title=_("Close the plan"), button=_("Close the plan"))


@require_http_methods(["GET", "POST"])
def note_delivered(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All rows of one month at once; an empty field notes nothing."""
    plan = plan_or_404(request, plan_id)
    months = queries.months_of(plan, on=localdate())
    version = queries.approved_version(plan)
    if not months or version is None:
        return to_plan(plan)
    month = _month(request.GET.get("month", ""), months)
    rows = content_of(version).rows
    noted = {str(key): one.amount for key, one in queries.delivered_in(plan, month=month).items()}
    form = DeliveredForm(request.POST or None, rows=_labels(rows), month=month, initial=noted)
    if form.is_bound and form.is_valid() and attempt_with(form, lambda: _note_all(request, plan, form)):
        messages.success(request, _("Noted."))
        return to_plan(plan)
    context = {"plan": plan, "form": form, "month": month, "months": months}
    return show(request, "cases/plan_delivered.html", context, status=422 if form.errors else 200)


def _note_all(request: HttpRequest, plan: Plan, form: DeliveredForm) -> None:
    for key, amount in form.cleaned_data.items():
        if amount is not None:
            services.note_delivered(
                plan_id=plan.pk, row_key=UUID(key), month=form.month, amount=amount, by=request.user, on=localdate()
            )


def _labels(rows: tuple[RowSaid, ...]) -> dict[str, str]:
    return {str(row.key): f"{row.title} ({row.amount or row.when})".replace(" ()", "") for row in rows}


def _month(text: str, months: list[date]) -> date:
    return next((month for month in months if month.isoformat()[:7] == text[:7]), months[0])
