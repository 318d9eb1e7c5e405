from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.plan_depth import ChooseTemplateForm
from cus.cases.forms.plans import AgreeForm, FrameForm, NeedForm, RowForm, ServiceRowForm, SupportRowForm
from cus.cases.judging.limits import breaches_of, texts_by_row
from cus.cases.models import Application, Plan, PlanVersion, ServiceRow, SupportRow
from cus.cases.permissions.plans import may_write_plan
from cus.cases.planning.conflicts import conflicts_of, together
from cus.cases.planning.content import NEIGHBOUR, SERVICE, ContentSaid, content_of
from cus.cases.planning.granted import beyond_decisions
from cus.cases.planning.warnings import PlanWarnings, warnings_of
from cus.cases.planning.week import week_of
from cus.cases.queries import plans as queries
from cus.cases.queries.programmes import rows_out_of_force
from cus.cases.services import plans as services
from cus.cases.states import VersionState
from cus.cases.views.plans.steps import (
    attempt,
    attempt_with,
    draft_or_404,
    form_page,
    plan_or_404,
    to_editor,
    to_plan,
)
from cus.kit.errors import Refused
from cus.kit.forms import HouseForm
from cus.kit.incoming import number_in
from cus.kit.pages import explain, show
from cus.law.deadlines import days_left, plan_due_on

ROWS: dict[str, type[ServiceRow] | type[SupportRow]] = {SERVICE: ServiceRow, NEIGHBOUR: SupportRow}


@require_POST
def begin_plan(request: HttpRequest, application_id: int) -> HttpResponse:
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=application_id)
    try:
        plan = services.begin_plan(application_id=application.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("cases:application", application.pk)
    return to_editor(plan)


@require_GET
def edit_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    if not may_write_plan(request.user, plan, on=localdate()):
        raise Http404
    version = draft_or_404(plan)
    if version.state != VersionState.DRAFT:
        messages.info(request, _("The plan waits for approval and does not change now."))
        return to_plan(plan)
    content = content_of(version)
    found = look_at(plan, version, content)
    frame = {"starts_on": version.starts_on, "ends_on": version.ends_on, "summary": version.summary}
    return show(
        request,
        "cases/plan_editor.html",
        {
            "plan": plan,
            "version": version,
            "content": found.within(content),
            "warnings": found,
            "week": week_of(content),
            "checks": checks_of(content, found),
            "frame_form": FrameForm(initial=frame, auto_id="frame_%s"),
            "need_form": NeedForm(plan=plan, user=request.user, auto_id="need_%s"),
            "findings": findings_of(content, found),
            "template_form": ChooseTemplateForm(user=request.user, auto_id="template_%s"),
            "clock": _clock(plan),
        },
        part="draft",
    )


def look_at(plan: Plan, version: PlanVersion, content: ContentSaid) -> PlanWarnings:
    first = plan.starts_on or version.starts_on
    return warnings_of(
        content,
        first_starts_on=first,
        switched_off=plan.centre.switched_off_rules,
        exceeded=texts_by_row(breaches_of(version)),
        out_of_force=rows_out_of_force(version),
        beyond=together(
            beyond_decisions(version, switched_off=plan.centre.switched_off_rules), conflicts_of(version, content)
        ),
    )


def findings_of(content: ContentSaid, found: PlanWarnings) -> list[dict[str, Any]]:
    """Everything that asks for something, each with the place in the plan it concerns."""
    places = {need.key: (f"need-{need.key}", need.need) for need in content.needs}
    places |= {row.key: (f"row-{row.key}", row.title) for row in content.rows}
    return [
        {"anchor": places[key][0], "title": places[key][1], "warning": warning}
        for key, some in found.of.items()
        for warning in some
        if warning.tone != "info"
    ]


def checks_of(content: ContentSaid, found: PlanWarnings) -> list[dict[str, Any]]:
    """Whether the plan can be agreed and handed on: each answer in words of its own."""
    goals = all(need.goal for need in content.needs)
    helped = all(need.rows for need in content.needs)
    amounts = all(row.number is not None for row in content.of_thread(SERVICE))
    return [
        _check(goals, _("Every need has its goal"), _("A need is without its goal")),
        _check(helped, _("Every need has somebody who helps"), _("Nobody helps with one of the needs")),
        _check(amounts, _("Every service says how much"), _("A service does not say how much")),
        _check(not found.to_mend, _("Nothing to mend in the rows"), _("There is something to mend in the rows")),
        _check(False, "", _("The agreement of the person is not noted yet")),
    ]


def _check(done: bool, yes: str, no: str) -> dict[str, Any]:
    return {"done": done, "label": yes if done else no}


def _clock(plan: Plan) -> dict[str, Any] | None:
    """The 30 days of RULE-35, until the first version is approved."""
    if plan.starts_on is not None:
        return None
    due_on = plan_due_on(applied_on=plan.application.filed_on)
    left = days_left(applied_on=plan.application.filed_on, on=localdate())
    whole = (due_on - plan.application.filed_on).days
    return {"due_on": due_on, "left": left, "share": min(100, max(0, 100 * (whole - left) // whole))}


@require_POST
def change_frame(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    form = FrameForm(request.POST, auto_id="frame_%s")
    if form.is_valid() and attempt_with(
        form,
        lambda: services.change_frame(version_id=version.pk, by=request.user, on=localdate(), **form.cleaned_data),
    ):
        return to_editor(plan)
    return _editor_form(request, plan, form, title=_("The plan"), button=_("Save"))


def _editor_form(request: HttpRequest, plan: Plan, form: HouseForm, **words: str) -> HttpResponse:
    return form_page(request, plan, form, back=reverse("cases:edit_plan", args=[plan.pk]), **words)


@require_POST
def add_need(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    form = NeedForm(request.POST, plan=plan, user=request.user, auto_id="need_%s")
    if form.is_valid() and attempt_with(
        form, lambda: services.add_need(version_id=version.pk, by=request.user, on=localdate(), **form.cleaned_data)
    ):
        return to_editor(plan)
    return _editor_form(request, plan, form, title=_("Add a need"), button=_("Add"))


@require_http_methods(["GET", "POST"])
def change_need(request: HttpRequest, plan_id: int, need_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    need = get_object_or_404(draft_or_404(plan).needs, pk=need_id)
    initial = {"need": need.need, "goal": need.goal, "member": need.member_id}
    form = NeedForm(request.POST or None, plan=plan, initial=initial)
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form, lambda: services.change_need(need_id=need.pk, by=request.user, on=localdate(), **form.cleaned_data)
        )
    ):
        return to_editor(plan)
    return _editor_form(request, plan, form, title=_("Need and goal"), button=_("Save"))


@require_POST
def move_need(request: HttpRequest, plan_id: int, need_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    need = get_object_or_404(draft_or_404(plan).needs, pk=need_id)
    up = request.POST.get("direction") == "up"
    attempt(request, lambda: services.move_need(need_id=need.pk, up=up, by=request.user, on=localdate()))
    return to_editor(plan)


@require_POST
def remove_need(request: HttpRequest, plan_id: int, need_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    need = get_object_or_404(draft_or_404(plan).needs, pk=need_id)
    return _removed(
        request, plan, need.need, lambda: services.remove_need(need_id=need.pk, by=request.user, on=localdate())
    )


def _removed(request: HttpRequest, plan: Plan, what: str, step: Any) -> HttpResponse:
    try:
        event = step()
    except Refused as refusal:
        explain(request, refusal)
    else:
        undo = reverse("cases:restore_removed", args=[plan.pk, event.pk])
        messages.success(request, _("Removed: %(what)s.") % {"what": what}, extra_tags=f"undo:{undo}")
    return to_editor(plan)


@require_POST
def restore_removed(request: HttpRequest, plan_id: int, event_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    removed = queries.removals(version)
    event = get_object_or_404(removed, pk=event_id)
    attempt(
        request,
        lambda: services.restore_removed(event_id=event.pk, by=request.user, on=localdate()),
        done=_("It is back."),
    )
    return to_editor(plan)


@require_http_methods(["GET", "POST"])
def add_row(request: HttpRequest, plan_id: int, thread: str) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    need = version.needs.filter(pk=number_in(request.GET.get("need")) or 0).first()
    initial = {"starts_on": version.starts_on, "ends_on": version.ends_on, "need": need.pk if need else None}
    form = _row_form(request, thread, version, initial=initial)
    if form.is_bound and form.is_valid():
        add = services.add_service_row if thread == SERVICE else services.add_support_row
        given = _given(thread, form)
        if attempt_with(form, lambda: add(version_id=version.pk, given=given, by=request.user, on=localdate())):
            return to_editor(plan)
    title = _("Add a service") if thread == SERVICE else _("Add help from neighbours")
    return _editor_form(request, plan, form, title=title, button=_("Add to the plan"))


@require_http_methods(["GET", "POST"])
def change_row(request: HttpRequest, plan_id: int, thread: str, row_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    row = get_object_or_404(ROWS[thread].objects.filter(version=version), pk=row_id)
    form = _row_form(request, thread, version, initial=_written(row))
    if form.is_bound and form.is_valid():
        change = services.change_service_row if thread == SERVICE else services.change_support_row
        given = _given(thread, form)
        if attempt_with(form, lambda: change(row_id=row.pk, given=given, by=request.user, on=localdate())):
            return to_editor(plan)
    return _editor_form(request, plan, form, title=_title(row), button=_("Save"))


def _row_form(request: HttpRequest, thread: str, version: PlanVersion, *, initial: dict[str, Any]) -> RowForm:
    if thread == SERVICE:
        return ServiceRowForm(request.POST or None, initial=initial, version=version, user=request.user)
    return SupportRowForm(request.POST or None, initial=initial, version=version)


def _written(row: ServiceRow | SupportRow) -> dict[str, Any]:
    names = ["when", "starts_on", "ends_on", "note"]
    shared = {"need": row.need_id, "member": row.member_id}
    if isinstance(row, ServiceRow):
        names += ["amount", "unit", "rhythm", "fee_text"]
        pointed = {"service": row.service_id, "provider": row.provider_id}
    else:
        names += ["what", "kind", "who", "phone"]
        pointed = {}
    return {name: getattr(row, name) for name in names} | pointed | shared


def _given(thread: str, form: RowForm) -> Any:
    fields = dict(form.cleaned_data)
    fields["need_id"] = fields.pop("need").pk
    member = fields.pop("member", None)
    fields["member_id"] = member.pk if member else None
    if thread == NEIGHBOUR:
        return services.SupportGiven(**fields)
    provider = fields.pop("provider")
    fields["service_id"] = fields.pop("service").pk
    return services.ServiceGiven(**fields, provider_id=provider.pk if provider else None)


@require_POST
def move_row(request: HttpRequest, plan_id: int, thread: str, row_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    row = get_object_or_404(ROWS[thread].objects.filter(version=draft_or_404(plan)), pk=row_id)
    up = request.POST.get("direction") == "up"
    attempt(request, lambda: services.move_row(thread=thread, row_id=row.pk, up=up, by=request.user, on=localdate()))
    return to_editor(plan)


@require_POST
def remove_row(request: HttpRequest, plan_id: int, thread: str, row_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    row = get_object_or_404(ROWS[thread].objects.filter(version=draft_or_404(plan)), pk=row_id)
    return _removed(
        request,
        plan,
        _title(row),
        lambda: services.remove_row(thread=thread, row_id=row.pk, by=request.user, on=localdate()),
    )


@require_http_methods(["GET", "POST"])
def agree_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    today: date = localdate()
    form = AgreeForm(request.POST or None, person=plan.person, on=today, initial={"agreed_on": today})
    if (
        form.is_bound
        and form.is_valid()
        and attempt_with(
            form, lambda: services.agree_plan(version_id=version.pk, by=request.user, on=today, **form.agreement)
        )
    ):
        messages.success(request, _("The plan is agreed and waits for approval."))
        return to_plan(plan)
    lead = _("Without the agreement of the person nobody can approve the plan.")
    return _editor_form(request, plan, form, title=_("Note the agreement"), lead=lead, button=_("Hand on to approval"))


def _title(row: Any) -> str:
    return row.service.name if isinstance(row, ServiceRow) else row.what
