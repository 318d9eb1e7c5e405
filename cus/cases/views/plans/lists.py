from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cus.accounts.models import CASE_STAFF, Role
from cus.cases.permissions.plans import OVERSEERS
from cus.cases.queries import plans as queries
from cus.cases.states import PlanState
from cus.kit.pages import page_of, show


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    filters = _filters(request)
    rows = queries.plans(user=request.user, on=localdate(), filters=filters)
    whose = [("mine", _("My plans")), ("all", _("All plans"))]
    due = [
        ("", _("All")),
        ("ends", _("End within a month")),
        ("contact", _("Without contact")),
        ("review", _("Review overdue")),
        ("returned", _("Returned to be mended")),
    ]
    return show(
        request,
        "cases/plans.html",
        {
            "page": page_of(request, rows),
            "filters": filters,
            "whose": whose,
            "due": due,
            "states": PlanState.choices,
            "today": localdate(),
        },
        part="rows",
    )


def _filters(request: HttpRequest) -> queries.PlanFilters:
    """A coordinator begins with the plans they answer for, everybody else with all of them."""
    usual = "mine" if request.user.has_role(Role.COORDINATOR) else "all"
    given = request.GET
    return queries.PlanFilters(
        whose=given.get("whose", usual) if given.get("whose") in ("mine", "all") else usual,
        state=given.get("state", "") if given.get("state") in PlanState.values else "",
        due=given.get("due", ""),
        words=given.get("q", ""),
    )


@require_GET
def approval_queue(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(*OVERSEERS):
        raise Http404
    versions = queries.versions_awaiting_approval(user=request.user, on=localdate())
    context = {"page": page_of(request, versions), "today": localdate()}
    return show(request, "cases/approval_queue.html", context, part="rows")
