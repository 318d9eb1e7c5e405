"""Codes to the page "Who helps me": given on a card, unlocked, switched off."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cus.kit.codes import bare
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import explain, show
from cus.office.permissions import staff_only
from cus.office.views.person import head_of, person_seen
from cus.people import services
from cus.people.models import PageCode, Person
from cus.people.queries import codes_of, without_code
from cus.portal.sections import sections_in_words


@require_GET
@staff_only
def codes(request: HttpRequest, person_id: int) -> HttpResponse:
    """Whose cards there are, which open the page, who could get one."""
    person = person_seen(request, person_id, page="codes")
    on = localdate()
    kept = codes_of(person, at=now())
    context = head_of(request, person, tab="codes") | {
        "working": [(said, sections_in_words(said.code.representation)) for said in kept if not said.why_closed],
        "closed": [said for said in kept if said.why_closed],
        "without": [(holder, sections_in_words(holder)) for holder in without_code(person, kept, on=on)],
        "address": _as_typed(request.build_absolute_uri(reverse("portal:who_helps"))),
    }
    return show(request, "office/person_codes.html", context)


@require_POST
@staff_only
def give(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a code and show its card: the only page that ever shows it, so it answers instead of leading elsewhere."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    holder = None
    if wanted := request.POST.get("representation", ""):
        holder = get_object_or_404(person.representations, pk=number_in(wanted))
    try:
        given, written = services.give_code(
            person_id=person.pk,
            representation_id=holder.pk if holder else None,
            is_safe="is_safe" in request.POST,
            by=request.user,
            on=localdate(),
        )
    except Refused as refusal:
        explain(request, refusal)
        return redirect("office:person_codes", person.pk)
    return _card(request, person, given, written)


def _card(request: HttpRequest, person: Person, given: PageCode, written: str) -> HttpResponse:
    """The QR code carries the letters behind the #, which no server and no log ever sees."""
    address = request.build_absolute_uri(reverse("portal:who_helps"))
    qr_code = segno.make(f"{address}#{bare(written)}", micro=False).svg_inline(border=0, omitsize=True)
    context = head_of(request, person, tab="codes") | {
        "given": given,
        "written": written,
        "address": _as_typed(address),
        "qr_code": mark_safe(qr_code),
        "is_discreet": person.is_in_danger,
    }
    response = show(request, "office/person_code_card.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
@staff_only
def unlock(request: HttpRequest, person_id: int, code_id: int) -> HttpResponse:
    code = _code(request, person_id, code_id)
    try:
        services.unlock_code(code_id=code.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The card opens the page again."))
    return redirect("office:person_codes", person_id)


@require_POST
@staff_only
def switch_off(request: HttpRequest, person_id: int, code_id: int) -> HttpResponse:
    code = _code(request, person_id, code_id)
    try:
        services.switch_off_code(code_id=code.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The card opens nothing any more."))
    return redirect("office:person_codes", person_id)


def _code(request: HttpRequest, person_id: int, code_id: int) -> PageCode:
    return get_object_or_404(PageCode.objects.visible_to(request.user), pk=code_id, person=person_id)


def _as_typed(address: str) -> str:
    """cus.example/kto-mi-pomaga: what one has to type."""
    return address.partition("://")[2].rstrip("/")
