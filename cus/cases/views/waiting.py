"""Waiting lists: who waits for what, and whose turn it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.cases.judging.limits import numbers_of
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.outcomes import DECIDES
from cus.cases.permissions.waiting import may_set_rules
from cus.cases.queries.places import line_for, line_rows, services_with_places, unseen_in_line, users_of, waiting_lists
from cus.cases.waiting_times import waited_for
from cus.kit.pages import page_of, show
from cus.law.citations import provision_of
from cus.law.qualification import order_key


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    _only_those_who_see_applications(request)
    page = page_of(request, waiting_lists(user=request.user))
    return show(request, "cases/waiting_lists.html", {"page": page, "today": localdate()})


@require_GET
def waiting_list(request: HttpRequest, service_id: int) -> HttpResponse:
    """Those in line in the order of filing, or (`?show=places`) those who have a place now."""
    _only_those_who_see_applications(request)
    service = get_object_or_404(services_with_places(user=request.user), pk=service_id)
    shows_places, on = request.GET.get("show") == "places", localdate()
    free = None if service.places is None else max(service.places - service.taken - service.held, 0)
    rows = []
    if shows_places:
        page = page_of(request, users_of(service, user=request.user))
    else:
        unseen = unseen_in_line(service, user=request.user)
        page = page_of(request, line_for(service, user=request.user, on=on), count=service.waiting - len(unseen))
        rows = line_rows(list(page.object_list), first=page.start_index(), free=free, on=on, unseen=unseen)
    context = {
        "service": service,
        "page": page,
        "shows_places": shows_places,
        "rows": rows,
        "next_row": next((row for row in rows if row.is_next), None),
        "held": service.held,
        "waited": waited_for(service.pk, on=on),
        "may_set_rules": may_set_rules(request.user, service),
        "numbers": numbers_of(service, on=on),
        "waiting": service.waiting,
        "taken": service.taken,
        "free": free,
        "may_decide": request.user.has_role(*DECIDES),
        "provision": provision_of(order_key),
        "today": on,
    }
    return show(request, "cases/waiting_list.html", context)


def _only_those_who_see_applications(request: HttpRequest) -> None:
    if not request.user.has_role(*SEES_APPLICATIONS):
        raise Http404
