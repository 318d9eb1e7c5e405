"""The plan in easy words, on a page and on paper, and the sentences people write for it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.forms.plan_depth import PlainForm
from cus.cases.permissions.plans import may_write_plan
from cus.cases.planning.easy import easy_content, easy_plan, easy_sentences
from cus.cases.planning.easy_paper import easy_paper
from cus.cases.queries.plan_depth import plain_sentences
from cus.cases.queries.plans import coordinator_of, current_version
from cus.cases.services import plans as services
from cus.cases.states import PlanState
from cus.cases.views.form_page import form_page
from cus.cases.views.plans.steps import plan_or_404
from cus.kit.pages import show
from cus.records.log import record_reading
from cus.records.papers.pdf import render_pdf

FINISHED = (PlanState.CLOSED, PlanState.ABANDONED)


@require_GET
def plan_easy(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The current wording in easy words; `?format=pdf` prints it in large letters."""
    plan, today = plan_or_404(request, plan_id), localdate()
    version = current_version(plan)
    if version is None:
        raise Http404
    record_reading(of=plan.person, by=request.user, page="cases:plan_easy")
    easy = easy_plan(easy_content(version), written=plain_sentences(plan))
    coordinator = coordinator_of(plan, on=today)
    if request.GET.get("format") == "pdf":
        paper = easy_paper(version, easy, coordinator=coordinator, on=today)
        response = HttpResponse(render_pdf(paper, large_print=True), content_type="application/pdf")
        name = f"plan-latwy-{plan.number}-{version.number}.pdf".replace("/", "-")
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response
    context = {
        "plan": plan,
        "tab": "easy",
        "version": version,
        "easy": easy,
        "coordinator": coordinator,
        "may_write": plan.state not in FINISHED and may_write_plan(request.user, plan, on=today),
    }
    return show(request, "cases/plan_easy.html", context)


@require_http_methods(["GET", "POST"])
def write_plainly(request: HttpRequest, plan_id: int, item_key: UUID) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    version = current_version(plan)
    if version is None or not may_write_plan(request.user, plan, on=localdate()):
        raise Http404
    made = easy_sentences(easy_content(version))
    if item_key not in made:
        raise Http404
    own = plain_sentences(plan).get(item_key)
    form = PlainForm(request.POST or None, initial={"text": own.text if own else made[item_key]})
    return form_page(
        request,
        form,
        step=lambda given: services.write_plainly(
            plan_id=plan.pk, key=item_key, text=given["text"], by=request.user, on=localdate()
        ),
        said=_("Saved."),
        to=reverse("cases:plan_easy", args=[plan.pk]),
        template="cases/plan_easy_item.html",
        title=_("In easy words"),
        submit=_("Save"),
        person=plan.person,
        made=made[item_key].splitlines(),
    )
