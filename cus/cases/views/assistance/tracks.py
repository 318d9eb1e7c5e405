"""Both tracks of a case side by side, and moving a wish from one to the other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.accounts.models import CASE_STAFF
from cus.cases.forms.assistance import TrackForm
from cus.cases.models import Application, RequestedService
from cus.cases.permissions.assistance import may_change_track, may_draft_decision, may_plan_interview
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.queries.assistance import PROVISION_OF_TRACK, tracks_page
from cus.cases.queries.case import find_application
from cus.cases.services.assistance import change_track
from cus.cases.services.assistance.tracks import RUNS, STILL_WAITS
from cus.cases.views.case import found
from cus.cases.views.form_page import form_page
from cus.kit.pages import show
from cus.law.citations import provision_of
from cus.law.transfer import transfer_allowed
from cus.offer.models import LegalTrack, Service, ServiceStatus
from cus.records.log import record_reading


def tracks_url(application_id: int) -> str:
    return reverse("cases:two_tracks", args=[application_id])


def found_case(request: HttpRequest, application_id: int) -> Application:
    """The application, for case staff: the tracks tell of health, money and the family."""
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    return found(request, application_id)


def found_request(request: HttpRequest, request_id: int) -> RequestedService:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    rows = RequestedService.objects.filter(application__in=find_application(user=request.user))
    return get_object_or_404(rows.select_related("service", "application__person", "centre"), pk=request_id)


@require_GET
def two_tracks(request: HttpRequest, application_id: int) -> HttpResponse:
    case, today = found_case(request, application_id), localdate()
    record_reading(of=case.person, by=request.user, page="cases:two_tracks")
    context = {
        "page": tracks_page(case, user=request.user, on=today),
        "application": case,
        "person": case.person,
        "may_decide": may_decide_outcome(request.user, case),
        "may_withdraw": False,
        "may_draft": may_draft_decision(request.user, case),
        "may_plan": may_plan_interview(request.user, case),
        "may_move": may_change_track(request.user, case),
        "provision": PROVISION_OF_TRACK,
        "today": today,
    }
    return show(request, "cases/two_tracks.html", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    services = Service.objects.filter(centre=asked.centre_id, status__in=[ServiceStatus.PUBLIC, ServiceStatus.PAUSED])
    others = services.exclude(legal_track=asked.service.legal_track).order_by("sort_key", "id")
    to_programme = asked.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE
    return form_page(
        request,
        TrackForm(request.POST or None, services=others),
        step=lambda given: change_track(
            request_id=asked.pk, service_id=given.pop("service").pk, by=request.user, on=localdate(), **given
        ),
        said=_("Moved to the other track. The day of filing stays."),
        to=tracks_url(asked.application_id),
        template="cases/change_track.html",
        title=_("A service of a programme instead") if to_programme else _("Help by a decision instead"),
        lead=asked.service.name,
        nothing=_why_it_stays(asked, has_others=others.exists()),
        runs=asked.state in RUNS,
        provision=provision_of(transfer_allowed),
        person=asked.application.person,
        submit=_("Move"),
    )


def _why_it_stays(asked: RequestedService, *, has_others: bool) -> str:
    if asked.state not in (*STILL_WAITS, *RUNS):
        return _("This service has its outcome already: nothing is left to move.")
    return "" if has_others else _("The centre offers no service of the other track.")
