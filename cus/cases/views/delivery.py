"""One letter on its way: handed over, posted, packed; its card, its return, the notice that it waits."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.e_package import package_of
from cus.cases.forms.delivery import (
    AddressCheckForm,
    BackForm,
    ConsignmentForm,
    EProofForm,
    PostingForm,
    TakenForm,
)
from cus.cases.letter_ways import electronic_address
from cus.cases.models import Dispatch
from cus.cases.services import deliveries, e_delivery, notices
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.letters import found_letter
from cus.people.models import Person
from cus.records.log import record_reading
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay


def dispatch_or_404(request: HttpRequest, dispatch_id: int) -> tuple[Dispatch, Letter, Person]:
    found = get_object_or_404(Dispatch.objects.visible_to(request.user), pk=dispatch_id)
    return found, *found_letter(request, found.letter_id)


def page_of_letter(letter: Letter) -> str:
    return reverse("cases:letter", args=[letter.pk])


def named(letter: Letter) -> str:
    return f"{letter.title} ({letter.number})"


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter, person = found_letter(request, letter_id)
    initial = {"received_on": localdate(), "received_by": person.name}
    return form_page(
        request,
        TakenForm(request.POST or None, request.FILES or None, initial=initial),
        step=lambda given: deliveries.hand_over_letter(
            letter_id=letter.pk, taken=deliveries.Taken(**given), by=request.user, on=localdate()
        ),
        said=_("The letter is handed over."),
        to=page_of_letter(letter),
        title=_("Handing over a letter"),
        lead=named(letter),
        person=person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter, person = found_letter(request, letter_id)
    return form_page(
        request,
        PostingForm(request.POST or None, initial={"posted_on": localdate()}),
        step=lambda given: deliveries.post_letters(letter_ids=[letter.pk], by=request.user, on=localdate(), **given),
        said=_("The letter is posted. Note the return card when it comes."),
        to=page_of_letter(letter),
        title=_("Posting a letter"),
        lead=named(letter),
        person=person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def consignment(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    dispatch, letter, person = dispatch_or_404(request, dispatch_id)
    return form_page(
        request,
        ConsignmentForm(request.POST or None, initial={"card_number": dispatch.card_number}),
        step=lambda given: deliveries.number_consignment(dispatch_id=dispatch.pk, by=request.user, **given),
        said=_("The number is noted."),
        to=page_of_letter(letter),
        title=_("Number of the consignment"),
        lead=named(letter),
        person=person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """What the return card says, or the proof of the electronic delivery."""
    dispatch, letter, person = dispatch_or_404(request, dispatch_id)
    is_electronic = dispatch.way == DeliveryWay.E_DELIVERY
    kind = EProofForm if is_electronic else TakenForm
    initial = {"received_on": localdate(), "received_by": person.name}
    return form_page(
        request,
        kind(request.POST or None, request.FILES or None, initial=initial),
        step=lambda given: deliveries.note_return_card(
            dispatch_id=dispatch.pk, taken=deliveries.Taken(**given), by=request.user, on=localdate()
        ),
        said=_("The proof is filed.") if is_electronic else _("The return card is noted."),
        to=page_of_letter(letter),
        title=_("Proof of delivery") if is_electronic else _("The return card"),
        lead=named(letter),
        person=person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    dispatch, letter, person = dispatch_or_404(request, dispatch_id)
    return form_page(
        request,
        BackForm(request.POST or None, request.FILES or None, initial={"came_back_on": localdate()}),
        step=lambda given: deliveries.note_came_back(
            dispatch_id=dispatch.pk, back=deliveries.Back(**given), by=request.user, on=localdate()
        ),
        said=_("The return is noted."),
        to=page_of_letter(letter),
        title=_("The letter came back"),
        lead=named(letter),
        person=person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, letter_id: int) -> HttpResponse:
    """What the base of electronic addresses says about the person the letter is for."""
    letter, person = found_letter(request, letter_id)
    known = electronic_address(person.pk)
    return form_page(
        request,
        AddressCheckForm(request.POST or None, initial={"address": known.address if known else ""}),
        step=lambda given: e_delivery.check_address(person_id=person.pk, by=request.user, on=localdate(), **given),
        said=_("What the base said is noted."),
        to=page_of_letter(letter),
        title=_("Base of electronic addresses"),
        lead=_("Ask the base (BAE) about the person, then note here what it said today."),
        person=person,
        submit=_("Save"),
    )


@require_POST
def pack(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter, _person = found_letter(request, letter_id)
    return take_step(
        request,
        lambda: e_delivery.prepare_package(letter_id=letter.pk, by=request.user, on=localdate()),
        said=_("The package is ready. Download it, send it, and file the proof here."),
        to=page_of_letter(letter),
    )


@require_GET
def package(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The ZIP for e-Doręczenia: the PDF, metadata.json and metadata.xml."""
    dispatch, letter, person = dispatch_or_404(request, dispatch_id)
    if dispatch.way != DeliveryWay.E_DELIVERY:
        raise Http404
    record_reading(of=person, by=request.user, page="cases:e_package")
    made = package_of(letter, centre=request.centre, e_address=dispatch.e_address)
    return HttpResponse(
        made.content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"},
    )


@require_POST
def tell(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Tell the person on `channel` that a letter waits."""
    letter, _person = found_letter(request, letter_id)
    channel = request.POST.get("channel", "")
    return take_step(
        request,
        lambda: notices.tell_of_letter(letter_id=letter.pk, channel=channel, by=request.user, on=localdate()),
        said=_("The notice is on its way. It says only that a letter waits."),
        to=page_of_letter(letter),
    )


@require_POST
def keep(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter, _person = found_letter(request, letter_id)
    return take_step(
        request,
        lambda: deliveries.keep_letter(letter_id=letter.pk, by=request.user, on=localdate()),
        said=_("The letter stays in the file."),
        to=page_of_letter(letter),
    )


@require_POST
def take_out(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter, _person = found_letter(request, letter_id)
    return take_step(
        request,
        lambda: deliveries.take_out_letter(letter_id=letter.pk, by=request.user, on=localdate()),
        said=_("The letter waits to be sent."),
        to=page_of_letter(letter),
    )


@require_POST
def undo(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Take one posting back, alone or with all that were posted with it."""
    dispatch, letter, _person = dispatch_or_404(request, dispatch_id)
    to = reverse("cases:to_send") if request.POST.get("next") == "to_send" else page_of_letter(letter)
    return take_step(
        request,
        lambda: deliveries.undo_posting(batch=dispatch.batch, by=request.user, on=localdate()),
        said=_("The posting is undone: the letters wait to be sent again."),
        to=to,
    )
