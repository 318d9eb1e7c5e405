from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cus.accounts.models import CASE_STAFF
from cus.cases.queries.instruments import assessments_of
from cus.kit.pages import show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen


@require_GET
@staff_only
def person_assessments(request: HttpRequest, person_id: int) -> HttpResponse:
    """What a person can do, as assessed with the centre's forms, and how it changes."""
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    person = person_seen(request, person_id, page="assessments")
    context = head_of(request, person, tab="assessments") | {"assessments": assessments_of(person, user=request.user)}
    return show(request, "office/person_assessments.html", context)
