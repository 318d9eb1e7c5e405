"""A calendar of somebody's own deadlines: whoever has the secret address reads it, so it names nobody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from cus.accounts.models import Centre
from cus.cases.clock import Asked, matters
from cus.cases.clock.ics import calendar_of
from cus.cases.models import CalendarFeed
from cus.cases.permissions.clock import may_have_calendar
from cus.cases.services.clock.calendar import fingerprint_of
from cus.kit.rows import acting_for

LANGUAGE = "pl"


@login_not_required
@require_GET
def calendar(request: HttpRequest, centre_id: int, secret: str) -> HttpResponse:
    """The file, while the address is valid and its owner still works with cases."""
    centre = get_object_or_404(Centre, pk=centre_id)
    with acting_for(centre.pk), override(LANGUAGE):
        feed = CalendarFeed.objects.filter(centre=centre, fingerprint=fingerprint_of(secret)).select_related("user")
        found = feed.first()
        if found is None or not found.user.is_active or not may_have_calendar(found.user):
            raise Http404
        own = matters(Asked.own(found.user, on=localdate()))
        text = calendar_of(own, name=_("My deadlines"), host=request.get_host(), at=now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="terminy.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
