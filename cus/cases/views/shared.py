"""What another unit may read, with the person's consent: how the case stands, and nothing to change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.cases.models import UnitAccess
from cus.cases.queries.shared import shared_case
from cus.kit.pages import page_of, show
from cus.records.log import record_reading


@require_GET
def shared_cases(request: HttpRequest) -> HttpResponse:
    """The people whose cases are open to the units in which the user holds a post."""
    rows = UnitAccess.objects.open_to(request.user, on=localdate()).select_related("person", "unit")
    page = page_of(request, rows.order_by("person__sort_key", "person_id", "id"))
    if not page.object_list and not request.user.is_staff_of_centre:
        raise Http404
    return show(request, "cases/shared_cases.html", {"rows": page, "today": localdate()})


@require_GET
def shared(request: HttpRequest, unit_access_id: int) -> HttpResponse:
    """One case, as far as the other unit may read it; that it was read is kept."""
    rows = UnitAccess.objects.open_to(request.user, on=localdate()).select_related("person", "unit")
    access = get_object_or_404(rows, pk=unit_access_id)
    record_reading(of=access.person, by=request.user, page="cases:shared")
    context = {"access": access, "case": shared_case(access.person, on=localdate()), "today": localdate()}
    return show(request, "cases/shared.html", context)
