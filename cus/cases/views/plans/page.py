from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import User
from cus.cases.forms.plans import ChangeForm, ContactForm, CoordinatorForm, PauseForm, ReasonForm, ResumeForm
from cus.cases.models import Plan, PlanVersion
from cus.cases.permissions.plan_depth import may_keep_templates
from cus.cases.permissions.plans import may_change_coordinator, may_note_contact, may_write_plan
from cus.cases.planning.content import content_of
from cus.cases.planning.week import week_of
from cus.cases.queries import plans as queries
from cus.cases.queries.plan_depth import next_review
from cus.cases.services import plans as services
from cus.cases.states import ROW, PlanState
from cus.cases.views.plans.steps import attempt, attempt_with, form_page, plan_or_404, to_editor, to_plan
from cus.kit.pages import show
from cus.records.log import record_reading

RUNNING = (PlanState.APPROVED, PlanState.ACTIVE)
OVER = (PlanState.CLOSED, PlanState.ABANDONED)


@require_GET
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    shown = plan_or_404(request, plan_id)
    record_reading(of=shown.person, by=request.user, page="cases:plan")
    return show(request, "cases/plan.html", _plan_page(shown, request.user))


def _plan_page(plan: Plan, user: User) -> dict[str, Any]:
    today = localdate()
    approved, draft = queries.approved_version(plan), queries.version_in_the_making(plan)
    version = approved or draft or queries.current_version(plan)
    content = content_of(version) if version else None
    may_write = may_write_plan(user, plan, on=today)
    runs = plan.state in RUNNING
    return {
        "plan": plan,
        "version": version,
        "draft": draft,
        "content": content,
        "week": week_of(content) if content else None,
        "coordinator": queries.coordinator_of(plan, on=today),
        "terms": plan.coordinators.select_related("user").order_by("-starts_on"),
        "versions": plan.versions.select_related("author", "approved_by").order_by("-number"),
        "pauses": plan.pauses.order_by("-starts_on"),
        "pause": plan.pauses.filter(starts_on__lte=today).exclude(ends_on__lt=today).first(),
        "contacts": queries.last_contacts(plan, user=user),
        "talk": getattr(plan, "talk", None),
        "stages": _stages(plan, version),
        "may_write": may_write,
        "may_hand_over": may_change_coordinator(user, plan) and plan.state not in OVER,
        "may_note": may_note_contact(user),
        "runs": runs,
        "next_review": next_review(plan),
        "makes_templates": may_keep_templates(user, plan.centre),
        "is_over": plan.state in (PlanState.ENDED, PlanState.TALKED, PlanState.CLOSED),
        "members": plan.members.in_it().select_related("person").order_by("id") if plan.household_id else [],
        "today": today,
        "contact_form": ContactForm(initial={"person": plan.person_id, "plan": plan.pk, "happened_on": today}),
        "change_form": ChangeForm(auto_id="change_%s"),
        "abandon_form": ReasonForm(auto_id="abandon_%s"),
        "pause_form": PauseForm(initial={"starts_on": today}, auto_id="pause_%s"),
        "resume_form": ResumeForm(initial={"resumed_on": today}, auto_id="resume_%s"),
    }  # fmt: skip


def _stages(plan: Plan, version: PlanVersion | None) -> dict[str, Any]:
    """Where the plan is among the five stages everybody knows from the wall of the office."""
    names = [_("Written with the person"), _("To approve"), _("Running"), _("Summary talk"), _("Closed")]
    agreed = version is not None and version.agreed_on is not None
    reached = {
        PlanState.PREPARED: 1 if agreed else 0,
        PlanState.APPROVED: 2,
        PlanState.ACTIVE: 2,
        PlanState.ENDED: 3,
        PlanState.TALKED: 3,
        PlanState.CLOSED: 4,
        PlanState.ABANDONED: 0,
    }[PlanState(plan.state)]
    steps = [{"label": name, "done": place < reached, "current": place == reached} for place, name in enumerate(names)]
    return {"steps": steps, "number": reached + 1, "label": names[reached]}


@require_POST
def begin_change(request: HttpRequest, plan_id: int) -> HttpResponse:
    changed = plan_or_404(request, plan_id)
    form = ChangeForm(request.POST)
    if form.is_valid() and attempt_with(
        form,
        lambda: services.begin_change(
            plan_id=changed.pk, reason=form.cleaned_data["reason"], by=request.user, on=localdate()
        ),
    ):
        return to_editor(changed)
    return form_page(request, changed, form, title=_("Change the plan"), button=_("Begin the change"))


@require_POST
def abandon_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    given_up = plan_or_404(request, plan_id)
    attempt(
        request,
        lambda: services.abandon_plan(
            plan_id=given_up.pk, reason=request.POST.get("reason", ""), by=request.user, on=localdate()
        ),
        done=_("The plan is abandoned."),
    )
    return to_plan(given_up)


@require_POST
def discard_version(request: HttpRequest, plan_id: int) -> HttpResponse:
    kept = plan_or_404(request, plan_id)
    draft = queries.version_in_the_making(kept)
    if draft:
        attempt(
            request,
            lambda: services.discard_version(version_id=draft.pk, by=request.user, on=localdate()),
            done=_("The change is discarded. The approved version goes on."),
        )
    return to_plan(kept)


@require_POST
def move_row_along(request: HttpRequest, plan_id: int, row_key: UUID) -> HttpResponse:
    moved = plan_or_404(request, plan_id)
    step = request.POST.get("step", "")
    if step in ROW.steps:
        attempt(
            request,
            lambda: services.move_row_along(
                plan_id=moved.pk, row_key=row_key, step=step, by=request.user, on=localdate()
            ),
            done=_("Noted."),
        )
    return to_plan(moved)


@require_POST
def pause_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    paused = plan_or_404(request, plan_id)
    form = PauseForm(request.POST)
    if form.is_valid() and attempt_with(
        form,
        lambda: services.pause_plan(plan_id=paused.pk, by=request.user, on=localdate(), **form.cleaned_data),
    ):
        return to_plan(paused)
    return form_page(request, paused, form, title=_("The plan stands still"), button=_("Note the pause"))


@require_POST
def resume_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    resumed = plan_or_404(request, plan_id)
    form = ResumeForm(request.POST)
    if form.is_valid() and attempt_with(
        form,
        lambda: services.resume_plan(plan_id=resumed.pk, by=request.user, on=localdate(), **form.cleaned_data),
    ):
        return to_plan(resumed)
    return form_page(request, resumed, form, title=_("The plan runs again"), button=_("Save"))


@require_http_methods(["GET", "POST"])
def change_coordinator(request: HttpRequest, plan_id: int) -> HttpResponse:
    handed = plan_or_404(request, plan_id)
    form = CoordinatorForm(request.POST or None, user=request.user)
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.change_coordinator(
                plan_id=handed.pk,
                coordinator_id=form.cleaned_data["coordinator"].pk,
                reason=form.cleaned_data["reason"],
                by=request.user,
                on=localdate(),
            ),
        )
    ):
        return to_plan(handed)
    lead = _("From today the new coordinator answers for the plan; the former one did until yesterday.")
    return form_page(request, handed, form, title=_("Hand the plan over"), lead=lead, button=_("Hand over"))
