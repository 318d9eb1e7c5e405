"""Templates of plans and typical goals: kept by the organiser, read by all who make plans."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.amounts import amount_in_words
from cus.cases.forms.plan_depth import (
    ChooseTemplateForm,
    TemplateForm,
    TemplateHelpForm,
    TemplateNeedForm,
    TemplateServiceForm,
    TypicalGoalForm,
)
from cus.cases.models import PlanTemplate, TemplateNeed, TemplateRow, TypicalGoal
from cus.cases.permissions.plan_depth import may_keep_templates
from cus.cases.planning.content import SERVICE
from cus.cases.queries import plan_depth as queries
from cus.cases.queries.plans import current_version
from cus.cases.services.plans import templates as services
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.plans.steps import attempt, draft_or_404, plan_or_404, to_editor
from cus.kit.forms import HouseForm
from cus.kit.pages import show

ONE_FORM = "cases/template_form.html"


def _keeper_or_404(request: HttpRequest) -> None:
    if not may_keep_templates(request.user, request.centre):
        raise Http404


def template_or_404(request: HttpRequest, template_id: int) -> PlanTemplate:
    return get_object_or_404(PlanTemplate.objects.visible_to(request.user), pk=template_id)


def _page(template: PlanTemplate) -> str:
    return reverse("cases:plan_template", args=[template.pk])


@require_GET
def plan_templates(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    context = {
        "templates": queries.plan_templates(user=request.user),
        "goals": queries.typical_goals(user=request.user),
        "keeps": may_keep_templates(request.user, request.centre),
    }
    return show(request, "cases/plan_templates.html", context)


@require_GET
def plan_template(request: HttpRequest, template_id: int) -> HttpResponse:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    rows = queries.template_with_rows(PlanTemplate.objects.visible_to(request.user))
    template = get_object_or_404(rows.select_related("made_by"), pk=template_id)
    keeps = may_keep_templates(request.user, request.centre) and template.retired_on is None
    for row in (row for need in template.needs.all() for row in need.rows.all()):
        row.amount_said = amount_in_words(row.amount, row.unit, row.rhythm)
    context = {"template": template, "keeps": keeps, "may_keep": may_keep_templates(request.user, request.centre)}
    return show(request, "cases/plan_template.html", context)


@require_http_methods(["GET", "POST"])
def make_template(request: HttpRequest) -> HttpResponse:
    _keeper_or_404(request)
    made: list[PlanTemplate] = []
    form = TemplateForm(request.POST or None)
    answer = form_page(
        request,
        form,
        step=lambda given: made.append(
            services.make_template(**given, centre=request.centre, by=request.user, on=localdate())
        ),
        said=_("The template is made. Add what it holds."),
        to=reverse("cases:plan_templates"),
        template=ONE_FORM,
        title=_("New template"),
        submit=_("Make the template"),
        back_label=_("templates"),
    )
    return _instead(answer, made)


def _instead(answer: HttpResponse, made: list[PlanTemplate]) -> HttpResponse:
    """After making it, on to the template itself."""
    if made:
        answer["Location"] = _page(made[0])
    return answer


@require_http_methods(["GET", "POST"])
def make_template_from(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A template from a plan of somebody, without them."""
    plan = plan_or_404(request, plan_id)
    version = current_version(plan)
    if version is None or not may_keep_templates(request.user, request.centre):
        raise Http404
    made: list[PlanTemplate] = []
    form = TemplateForm(request.POST or None)
    answer = form_page(
        request,
        form,
        step=lambda given: made.append(
            services.make_template_from(version_id=version.pk, **given, by=request.user, on=localdate())
        ),
        said=_("The template is made. Names were cut out: read it over once."),
        to=reverse("cases:plan", args=[plan.pk]),
        template=ONE_FORM,
        title=_("Template from this plan"),
        lead=_(
            "Needs, goals, services and kinds of help go in. Names, phones, providers, days and the person's own"
            " words stay out."
        ),
        submit=_("Make the template"),
        back_label=_("the plan"),
    )
    return _instead(answer, made)


@require_http_methods(["GET", "POST"])
def change_template(request: HttpRequest, template_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    form = TemplateForm(request.POST or None, initial={"name": template.name, "for_whom": template.for_whom})
    return _of_template(
        request,
        template,
        form,
        title=_("Name of the template"),
        step=lambda given: services.change_template(template_id=template.pk, **given, by=request.user, on=localdate()),
    )


def _of_template(
    request: HttpRequest, template: PlanTemplate, form: HouseForm, *, title: str, step: Any
) -> HttpResponse:
    return form_page(
        request, form, step=step, said=_("Saved."), to=_page(template), template=ONE_FORM, title=title,
        submit=_("Save"), back_label=template.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def add_template_need(request: HttpRequest, template_id: int) -> HttpResponse:
    _keeper_or_404(request)
    return _need_page(request, template_or_404(request, template_id), None)


@require_http_methods(["GET", "POST"])
def change_template_need(request: HttpRequest, template_id: int, template_need_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    return _need_page(request, template, get_object_or_404(TemplateNeed, template=template, pk=template_need_id))


def _need_page(request: HttpRequest, template: PlanTemplate, need: TemplateNeed | None) -> HttpResponse:
    initial = {"need": need.need, "goal": need.goal} if need else None
    return _of_template(
        request,
        template,
        TemplateNeedForm(request.POST or None, initial=initial),
        title=_("Need and goal") if need else _("Add a need"),
        step=lambda given: services.save_template_need(
            template_id=template.pk, need_id=need.pk if need else None, **given, by=request.user, on=localdate()
        ),
    )


@require_http_methods(["GET", "POST"])
def add_template_row(request: HttpRequest, template_id: int, template_need_id: int, thread: str) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    need = get_object_or_404(TemplateNeed, template=template, pk=template_need_id)
    return _row_page(request, template, need, thread, None)


@require_http_methods(["GET", "POST"])
def change_template_row(request: HttpRequest, template_id: int, template_row_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    rows = TemplateRow.objects.select_related("need", "service")
    row = get_object_or_404(rows, need__template=template, pk=template_row_id)
    return _row_page(request, template, row.need, SERVICE if row.service_id else "neighbour", row)


def _row_page(
    request: HttpRequest, template: PlanTemplate, need: TemplateNeed, thread: str, row: TemplateRow | None
) -> HttpResponse:
    kind = TemplateServiceForm if thread == SERVICE else TemplateHelpForm
    names = ("service", "amount", "unit", "rhythm", "when", "note", "what", "kind")
    initial = {name: getattr(row, name) for name in names} if row else None
    form = kind(request.POST or None, user=request.user, initial=initial)

    def step(given: dict[str, Any]) -> object:
        service = given.pop("service", None)
        return services.save_template_row(
            template_id=template.pk,
            need_id=need.pk,
            row_id=row.pk if row else None,
            given=services.TemplateRowGiven(service_id=service.pk if service else None, **given),
            by=request.user,
            on=localdate(),
        )

    title = _("Add a service") if thread == SERVICE else _("Add help from neighbours")
    return _of_template(request, template, form, title=f"{title}: {need.need}" if row is None else title, step=step)


@require_POST
def remove_template_need(request: HttpRequest, template_id: int, template_need_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    need = get_object_or_404(TemplateNeed, template=template, pk=template_need_id)
    return _removed(request, template, need_id=need.pk)


@require_POST
def remove_template_row(request: HttpRequest, template_id: int, template_row_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    row = get_object_or_404(TemplateRow, need__template=template, pk=template_row_id)
    return _removed(request, template, row_id=row.pk)


def _removed(request: HttpRequest, template: PlanTemplate, **which: int) -> HttpResponse:
    return take_step(
        request,
        lambda: services.remove_from_template(template_id=template.pk, **which, by=request.user, on=localdate()),
        said=_("It is taken out."),
        to=_page(template),
    )


@require_POST
def retire_template(request: HttpRequest, template_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    return take_step(
        request,
        lambda: services.retire_template(template_id=template.pk, by=request.user, on=localdate()),
        said=_("The template is out of use."),
        to=reverse("cases:plan_templates"),
    )


@require_POST
def bring_template_back(request: HttpRequest, template_id: int) -> HttpResponse:
    _keeper_or_404(request)
    template = template_or_404(request, template_id)
    return take_step(
        request,
        lambda: services.bring_template_back(template_id=template.pk, by=request.user, on=localdate()),
        said=_("The template is in use again."),
        to=_page(template),
    )


@require_http_methods(["GET", "POST"])
def add_typical_goal(request: HttpRequest) -> HttpResponse:
    _keeper_or_404(request)
    return _goal_page(request, None)


@require_http_methods(["GET", "POST"])
def change_typical_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    _keeper_or_404(request)
    return _goal_page(request, get_object_or_404(TypicalGoal.objects.visible_to(request.user), pk=goal_id))


def _goal_page(request: HttpRequest, goal: TypicalGoal | None) -> HttpResponse:
    form = TypicalGoalForm(request.POST or None, initial={"need": goal.need, "goal": goal.goal} if goal else None)
    return form_page(
        request,
        form,
        step=lambda given: services.save_typical_goal(
            **given, goal_id=goal.pk if goal else None, centre=request.centre, by=request.user, on=localdate()
        ),
        said=_("Saved."),
        to=reverse("cases:plan_templates"),
        template=ONE_FORM,
        title=_("Typical goal"),
        submit=_("Save"),
        back_label=_("templates"),
    )


@require_POST
def retire_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    _keeper_or_404(request)
    goal = get_object_or_404(TypicalGoal.objects.visible_to(request.user), pk=goal_id)
    return take_step(
        request,
        lambda: services.retire_typical_goal(goal_id=goal.pk, by=request.user, on=localdate()),
        said=_("The goal is offered no more."),
        to=reverse("cases:plan_templates"),
    )


@require_POST
def begin_from_template(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Add to the draft what the chosen template holds."""
    plan = plan_or_404(request, plan_id)
    version = draft_or_404(plan)
    form = ChooseTemplateForm(request.POST, user=request.user)
    if form.is_valid():
        template = form.cleaned_data["template"]
        attempt(
            request,
            lambda: services.begin_from_template(
                version_id=version.pk, template_id=template.pk, by=request.user, on=localdate()
            ),
            done=_("The template is in the draft. Now make it the person's own."),
        )
    return to_editor(plan)
