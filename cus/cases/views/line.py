"""The place of one person in a line: offers and answers, pauses, another place, another line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.waiting import DeclineForm, MoveForm, OfferForm, PauseForm, PlaceForm, RecallForm, RulesForm
from cus.cases.models import PlaceOffer
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.waiting import may_note_answer, may_offer_place, may_reorder, may_set_rules
from cus.cases.queries.places import free_places, is_in_turn, place_in_line
from cus.cases.queries.waiting import changes_of_order, line_page, other_lines, rules_shown
from cus.cases.services.waiting import (
    accept_offer,
    decline_offer,
    end_pause_in_line,
    move_to_line,
    note_told,
    offer_place,
    pause_in_line,
    put_at_place,
    recall_offer,
    set_line_rules,
)
from cus.cases.views.case import case_url
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.outcome import found_request
from cus.cases.ways import ways_to_tell
from cus.kit.pages import page_of, show
from cus.law.citations import provision_of
from cus.law.qualification import order_key
from cus.offer.models import Service
from cus.records.log import record_reading


def line_url(request_id: int) -> str:
    return reverse("cases:place_in_line", args=[request_id])


@require_GET
def place(request: HttpRequest, request_id: int) -> HttpResponse:
    """Where the person stands, why, what was offered, and what may be done."""
    asked = found_request(request, request_id)
    record_reading(of=asked.application.person, by=request.user, page="cases:place_in_line")
    context = {
        "asked": asked,
        "person": asked.application.person,
        "page": line_page(asked, user=request.user, on=localdate()),
        "may_offer": may_offer_place(request.user, asked.application),
        "may_answer": may_note_answer(request.user, asked.application),
        "may_reorder": may_reorder(request.user, asked.application),
        "provision": provision_of(order_key),
        "today": localdate(),
        "back_url": case_url(asked.application_id),
    }
    return show(request, "cases/place_in_line.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    ways = ways_to_tell(asked.application.person, on=localdate())
    form = OfferForm(request.POST or None, ways=ways, in_turn=is_in_turn(asked))
    nothing = ""
    if not ways:
        nothing = _("The register says that this person has died. No place is offered to them.")
    elif free_places(asked) == 0:
        nothing = _("No place is free: all are in use or offered to others.")
    return form_page(
        request,
        form,
        step=lambda given: offer_place(request_id=asked.pk, by=request.user, on=localdate(), **given),
        said=_("The place is offered and held for the person."),
        to=line_url(asked.pk),
        title=_("Offer the place: %(service)s") % {"service": asked.service.name},
        lead=_("The place is held until the day of the answer. Nobody else can get it in that time."),
        nothing=nothing,
        person=asked.application.person,
        submit=_("Offer the place"),
    )


def _offer(request: HttpRequest, place_offer_id: int) -> PlaceOffer:
    rows = PlaceOffer.objects.visible_to(request.user).select_related("request__application__person", "service")
    if not request.user.has_role(*SEES_APPLICATIONS):
        raise Http404
    return get_object_or_404(rows, pk=place_offer_id)


@require_POST
def told(request: HttpRequest, place_offer_id: int) -> HttpResponse:
    made = _offer(request, place_offer_id)
    return take_step(
        request,
        lambda: note_told(offer_id=made.pk, by=request.user, on=localdate()),
        said=_("Noted. The days to answer run from today."),
        to=line_url(made.request_id),
    )


@require_POST
def accept(request: HttpRequest, place_offer_id: int) -> HttpResponse:
    made = _offer(request, place_offer_id)
    return take_step(
        request,
        lambda: accept_offer(offer_id=made.pk, by=request.user, on=localdate()),
        said=_("Noted: the person wants the place. It stays held until somebody qualifies them."),
        to=line_url(made.request_id),
    )


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, place_offer_id: int) -> HttpResponse:
    made = _offer(request, place_offer_id)
    return form_page(
        request,
        DeclineForm(request.POST or None),
        step=lambda given: decline_offer(offer_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("Noted. The place goes on to the next in line."),
        to=line_url(made.request_id),
        title=_("The person does not take the place: %(service)s") % {"service": made.service.name},
        person=made.request.application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, place_offer_id: int) -> HttpResponse:
    made = _offer(request, place_offer_id)
    return form_page(
        request,
        RecallForm(request.POST or None),
        step=lambda given: recall_offer(offer_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The offer is called off. Tell the person."),
        to=line_url(made.request_id),
        title=_("Call off the offer: %(service)s") % {"service": made.service.name},
        lead=_("The place is free again and is offered to nobody by this."),
        person=made.request.application.person,
        submit=_("Call off"),
    )


@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    return form_page(
        request,
        PauseForm(request.POST or None, initial={"starts_on": localdate()}),
        step=lambda given: pause_in_line(request_id=asked.pk, by=request.user, on=localdate(), **given),
        said=_("The pause is noted. The place in line stays."),
        to=line_url(asked.pk),
        title=_("Pause in line: %(service)s") % {"service": asked.service.name},
        lead=_("The person keeps their place and is passed over meanwhile."),
        person=asked.application.person,
        submit=_("Save"),
    )


@require_POST
def resume(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    return take_step(
        request,
        lambda: end_pause_in_line(request_id=asked.pk, by=request.user, on=localdate()),
        said=_("The pause has ended: the person's turn can come again."),
        to=line_url(asked.pk),
    )


@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    if not may_reorder(request.user, asked.application):
        raise Http404
    stands = place_in_line(asked)
    return form_page(
        request,
        PlaceForm(request.POST or None),
        step=lambda given: put_at_place(request_id=asked.pk, by=request.user, on=localdate(), **given),
        said=_("The order is changed. The history keeps who changed it and why."),
        to=line_url(asked.pk),
        title=_("Another place in line: %(service)s") % {"service": asked.service.name},
        lead=_("Now: place %(place)d of %(total)d.") % {"place": stands.place, "total": stands.total},
        person=asked.application.person,
        submit=_("Change the order"),
    )


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    services = other_lines(asked, user=request.user)
    return form_page(
        request,
        MoveForm(request.POST or None, services=services),
        step=lambda given: move_to_line(
            request_id=asked.pk,
            service_id=given["service"].pk,
            reason=given["reason"],
            by=request.user,
            on=localdate(),
        ),
        said=_("The person waits for the other service now, with the same day of filing."),
        to=case_url(asked.application_id),
        title=_("To the line of another service"),
        lead=_("Now: %(service)s. The day of filing counts on in the other line.") % {"service": asked.service.name},
        person=asked.application.person,
        submit=_("Move to the other line"),
    )


def _line(request: HttpRequest, service_id: int) -> Service:
    if not request.user.has_role(*SEES_APPLICATIONS):
        raise Http404
    return get_object_or_404(Service.objects.visible_to(request.user).select_related("centre"), pk=service_id)


@require_GET
def history(request: HttpRequest, service_id: int) -> HttpResponse:
    """Every change of order in the line of a service: who, why, from which place to which."""
    service = _line(request, service_id)
    page = page_of(request, changes_of_order(user=request.user, service=service))
    context = {"service": service, "page": page, "today": localdate(), "provision": provision_of(order_key)}
    return show(request, "cases/line_history.html", context)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, service_id: int) -> HttpResponse:
    service = _line(request, service_id)
    if not may_set_rules(request.user, service):
        raise Http404
    now = rules_shown(service)
    initial = {
        "offers_by_itself": now.offers_by_itself,
        "days_to_answer": now.days_to_answer,
        "unanswered": now.unanswered,
        "for_all": now.service_id is None,
    }
    return form_page(
        request,
        RulesForm(request.POST or None, initial=initial),
        step=lambda given: set_line_rules(service_id=service.pk, by=request.user, on=localdate(), **given),
        said=_("The rules are set. They count for offers made from now on."),
        to=reverse("cases:waiting_list", args=[service.pk]),
        template="cases/line_rules.html",
        title=_("How free places are offered: %(service)s") % {"service": service.name},
        service=service,
        submit=_("Save"),
    )
