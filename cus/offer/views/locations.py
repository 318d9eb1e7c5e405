"""Places where services are given, as staff keep them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed, Refused
from cus.kit.pages import explain, page_of, show
from cus.offer.forms.locations import LocationForm
from cus.offer.models import Location
from cus.offer.permissions.listing import may_edit_location, may_edit_services, may_see_offer
from cus.offer.queries import locations as queries
from cus.offer.services import locations as doing
from cus.records.models import Event

FIELD_OF_REFUSAL = {doing.NameTaken: "name", doing.ContactMissing: "public_contact"}


@require_GET
def locations(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    given = {
        "page": page_of(request, queries.locations_of_staff(user=request.user)),
        "may_edit": may_edit_services(request.user),
    }
    return show(request, "offer/locations.html", given)


@require_http_methods(["GET", "POST"])
def new_location(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    if not may_edit_services(request.user):
        return _only_editors(request, "offer:locations")
    form = _form(request)
    if request.method == "POST" and (added := _saved(request, form)):
        messages.success(request, _("The place is added. Choose it at the services that are given there."))
        return redirect("offer:location", added.pk)
    return show(request, "offer/location.html", {"form": form})


@require_http_methods(["GET", "POST"])
def location(request: HttpRequest, location_id: int) -> HttpResponse:
    _staff_only(request)
    place = _place_of(request, location_id)
    may_edit = may_edit_location(request.user, place)
    if request.method == "POST" and not may_edit:
        return _only_editors(request, "offer:location", place.pk)
    form = _form(request, place) if may_edit else None
    if form and request.method == "POST" and _saved(request, form, place):
        messages.success(request, _("The changes are saved."))
        return redirect("offer:location", place.pk)
    place.refresh_from_db()
    given = {
        "place": place,
        "form": form,
        "services": place.services.order_by("sort_key", "id"),
        "history": queries.history_of(place),
        "today": localdate(),
    }
    return show(request, "offer/location.html", given)


@require_POST
def remove_location(request: HttpRequest, location_id: int) -> HttpResponse:
    _staff_only(request)
    place = _place_of(request, location_id)
    try:
        event = doing.remove_location(location_id=place.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("offer:location", place.pk)
    undo = reverse("offer:restore_location", args=[event.pk])
    messages.success(request, _("Removed: %(what)s.") % {"what": place.name}, extra_tags=f"undo:{undo}")
    return redirect("offer:locations")


@require_POST
def restore_location(request: HttpRequest, removal_id: int) -> HttpResponse:
    _staff_only(request)
    get_object_or_404(Event, pk=removal_id, name="location.removed", centre_id=request.user.centre_id)
    try:
        place = doing.restore_location(event_id=removal_id, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("offer:locations")
    messages.success(request, _("The place is back, with its services and hours."))
    return redirect("offer:location", place.pk)


def _staff_only(request: HttpRequest) -> None:
    if not may_see_offer(request.user):
        raise Http404


def _only_editors(request: HttpRequest, page: str, *args: int) -> HttpResponse:
    explain(request, NotAllowed(_("Only the services organiser and the director change the offer.")))
    return redirect(page, *args)


def _place_of(request: HttpRequest, location_id: int) -> Location:
    return get_object_or_404(Location.objects.visible_to(request.user).select_related("centre"), pk=location_id)


def _form(request: HttpRequest, place: Location | None = None) -> LocationForm:
    initial: dict[str, Any] = LocationForm.values_of(place) if place else {"town": request.centre.town}
    return LocationForm(
        request.POST if request.method == "POST" else None, initial=initial, centre=request.user.centre
    )


def _saved(request: HttpRequest, form: LocationForm, place: Location | None = None) -> Location | None:
    """The place as kept, or None with what stands in the way at its field of the form."""
    if not form.is_valid():
        return None
    try:
        return doing.save_location(
            centre=request.user.centre,
            location_id=place.pk if place else None,
            fields=form.cleaned_data,
            by=request.user,
            at=now(),
        )
    except Refused as refusal:
        form.add_error(FIELD_OF_REFUSAL.get(type(refusal)), str(refusal))
        return None
