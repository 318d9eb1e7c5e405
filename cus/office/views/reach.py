from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cus.office.permissions import staff_only
from cus.office.views.person import person_seen
from cus.office.views.person_form import person_form
from cus.people import services
from cus.people.forms.circle import ReachForm
from cus.people.queries import channels_open


@require_http_methods(["GET", "POST"])
@staff_only
def reach(request: HttpRequest, person_id: int) -> HttpResponse:
    """How to reach the person and what must never happen; beside it, the ways that are open today."""
    person = person_seen(request, person_id, page="reach")
    form = ReachForm(request.POST or None, initial=ReachForm.initial_of(person))
    return person_form(
        request,
        person,
        form,
        lambda given: services.set_reach(
            person_id=person.pk, reach=services.Reach(**given), by=request.user, on=localdate()
        ),
        tab="reach",
        title=_("How to reach the person"),
        then="office:person_reach",
        done=_("Written down. It stands on top of every page of the person."),
        template="office/person_reach.html",
        channels=channels_open(person, localdate()),
    )
