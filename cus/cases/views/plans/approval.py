from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.forms.plans import ReturnForm
from cus.cases.models import PlanVersion
from cus.cases.permissions.plans import may_approve_plans, wrote_it
from cus.cases.planning.content import content_of
from cus.cases.planning.differences import differences_between
from cus.cases.planning.paper import plan_paper
from cus.cases.planning.week import week_of
from cus.cases.queries import plans as queries
from cus.cases.services import plans as services
from cus.cases.states import VersionState
from cus.cases.views.plans.editor import look_at
from cus.cases.views.plans.steps import attempt, draft_or_404, plan_or_404
from cus.kit.incoming import number_in
from cus.kit.pages import show
from cus.law.approval import is_not_the_author
from cus.law.citations import provision_of
from cus.records.log import record_reading
from cus.records.papers.docx import render_docx
from cus.records.papers.pdf import render_pdf

KEPT = (VersionState.APPROVED, VersionState.REPLACED)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def approve_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    if not may_approve_plans(request.user, plan, on=localdate()):
        raise Http404
    version = draft_or_404(plan)
    if request.method == "POST":
        done = attempt(
            request,
            lambda: services.approve_plan(version_id=version.pk, by=request.user, on=localdate()),
            done=_("The plan is approved."),
        )
        return redirect("cases:approval_queue") if done else redirect("cases:approve_plan", plan.pk)
    record_reading(of=plan.person, by=request.user, page="cases:approve_plan")
    content, former = content_of(version), queries.former_version(version)
    warnings = look_at(plan, version, content)
    return show(
        request,
        "cases/plan_approval.html",
        {
            "plan": plan,
            "version": version,
            "content": warnings.within(content),
            "warnings": warnings,
            "week": week_of(content),
            "differences": differences_between(content_of(former), content) if former else None,
            "former": former,
            "coordinator": queries.coordinator_of(plan, on=localdate()),
            "waits": version.state == VersionState.AGREED,
            "wrote_it": wrote_it(request.user, version, on=localdate()),
            "author_provision": provision_of(is_not_the_author),
            "return_form": ReturnForm(),
        },
    )


@require_POST
def return_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    if not may_approve_plans(request.user, plan, on=localdate()):
        raise Http404
    version = draft_or_404(plan)
    done = attempt(
        request,
        lambda: services.return_plan(
            version_id=version.pk, reason=request.POST.get("reason", ""), by=request.user, on=localdate()
        ),
        done=_("The plan is returned to its coordinator."),
    )
    return redirect("cases:approval_queue") if done else redirect("cases:approve_plan", plan.pk)


@require_GET
def plan_differences(request: HttpRequest, plan_id: int) -> HttpResponse:
    """`?version=` against the approved wording before it; by default the newest version."""
    plan = plan_or_404(request, plan_id)
    version = _wanted_version(request, queries.with_content(plan.versions.order_by("-number")))
    former = queries.former_version(version)
    context = {
        "plan": plan,
        "version": version,
        "former": former,
        "differences": differences_between(content_of(former), content_of(version)) if former else None,
    }
    return show(request, "cases/plan_differences.html", context)


def _wanted_version(request: HttpRequest, versions: "queries.QuerySet[PlanVersion]") -> PlanVersion:
    number = number_in(request.GET.get("version"))
    wanted = versions if number is None else versions.filter(number=number)
    version = wanted.first()
    if version is None:
        raise Http404
    return version


@require_GET
def plan_pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan on paper: `?version=` (the approved one by default), `?large=1`, `?format=docx`."""
    plan = get_object_or_404(queries.Plan.objects.visible_to(request.user), pk=plan_id)
    versions = queries.with_content(plan.versions.all())
    if not request.user.has_role(*CASE_STAFF):  # a resident reads what is valid, not what is being written
        versions = versions.filter(state__in=KEPT)
    in_order = versions.order_by("-approved_on") if request.GET.get("version") else versions.order_by("-number")
    approved = versions.filter(state=VersionState.APPROVED)
    version = _wanted_version(request, approved if not request.GET.get("version") and approved else in_order)
    record_reading(of=plan.person, by=request.user, page="cases:plan_pdf")
    paper = plan_paper(version, coordinator=queries.coordinator_of(plan, on=localdate()), on=localdate())
    large = request.GET.get("large") == "1"
    as_docx = request.GET.get("format") == "docx"
    file = render_docx(paper, large_print=large) if as_docx else render_pdf(paper, large_print=large)
    response = HttpResponse(file, content_type=DOCX if as_docx else "application/pdf")
    name = f"plan-{plan.number}-{version.number}.{'docx' if as_docx else 'pdf'}".replace("/", "-")
    response["Content-Disposition"] = f'{"attachment" if as_docx else "inline"}; filename="{name}"'
    return response
