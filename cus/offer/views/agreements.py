"""Agreements with providers, as staff keep them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed
from cus.kit.incoming import number_in
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.offer.forms.agreements import AgreementForm, DocumentForm, EndForm, PriceForm, SignForm
from cus.offer.models import Agreement, PriceListItem
from cus.offer.permissions.providers import may_edit_providers
from cus.offer.queries import agreements as queries
from cus.offer.queries.providers import history_about
from cus.offer.services import agreements as doing
from cus.offer.states.agreements import AGREEMENT, AgreementState
from cus.offer.views.form_page import form_page, take_step
from cus.offer.views.providers import staff_only, tabs
from cus.records.models import Document
from cus.records.models.subject import Subject

AT_FIELD = {doing.NumberTaken: "number", doing.ProviderMissing: "provider", doing.DatesOutOfOrder: "ends_on"}


@require_GET
@staff_only
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements, those that end first on top; in force, ending soon, drafts, over."""
    on, wanted = localdate(), request.GET.get("show", "")
    wanted = wanted if wanted in queries.SHOWN else ""
    found = queries.agreements_of_staff(user=request.user, show=wanted, on=on)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_of(user=request.user, on=on)
    given = {
        "tabs": tabs(request, "offer:agreements"),
        "page": page,
        "rows": [{"agreement": one, "standing": queries.standing_of(one, on=on)} for one in page],
        "pills": [
            {"label": label, "url": f"?show={show}", "count": counts[show], "current": show == wanted}
            for show, label in queries.SHOWN.items()
        ],
        "today": on,
        "may_edit": may_edit_providers(request.user),
    }
    return show(request, "offer/agreements.html", given)


@require_http_methods(["GET", "POST"])
@staff_only
def new_agreement(request: HttpRequest) -> HttpResponse:
    if not may_edit_providers(request.user):
        return _not_allowed(request, reverse("offer:agreements"))
    form = AgreementForm(
        request.POST or None, centre=request.centre, initial={"provider": number_in(request.GET.get("provider"))}
    )
    return form_page(
        request,
        form,
        step=lambda given: doing.save_agreement(centre=request.centre, fields=given, by=request.user, on=localdate()),
        said=_("The agreement is kept as a draft. Add prices, then note that it is signed."),
        to=lambda agreement: reverse("offer:agreement", args=[agreement.pk]),
        at_field=AT_FIELD,
        title=_("New agreement"),
        back_url=reverse("offer:agreements"),
        back_label=_("agreements"),
        submit=_("Save as a draft"),
    )


@require_GET
@staff_only
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown, on = agreement_of(request, agreement_id), localdate()
    may_edit = may_edit_providers(request.user)
    given = {
        "agreement": shown,
        "services": list(shown.services.order_by("sort_key", "id")),
        "standing": queries.standing_of(shown, on=on),
        "prices": queries.prices_of(shown),
        "documents": queries.documents_of(shown),
        "may_edit": may_edit,
        "is_draft": shown.state == AgreementState.DRAFT,
        "steps": {step.name for step in AGREEMENT.steps_from(shown.state)} if may_edit else set(),
        "history": history_about(shown),
        "today": on,
    }
    return show(request, "offer/agreement.html", given)


@require_http_methods(["GET", "POST"])
@staff_only
def change_agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown = agreement_of(request, agreement_id)
    to = reverse("offer:agreement", args=[shown.pk])
    if not may_edit_providers(request.user):
        return _not_allowed(request, to)
    return form_page(
        request,
        AgreementForm(request.POST or None, centre=request.centre, initial=AgreementForm.values_of(shown)),
        step=lambda given: doing.save_agreement(
            centre=request.centre, agreement_id=shown.pk, fields=given, by=request.user, on=localdate()
        ),
        said=_("The changes are saved."),
        to=to,
        at_field=AT_FIELD,
        title=_("Change the agreement"),
        lead=shown.number,
        back_url=to,
        back_label=shown.number,
        submit=_("Save the changes"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def sign_agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown = agreement_of(request, agreement_id)
    to = reverse("offer:agreement", args=[shown.pk])
    return form_page(
        request,
        SignForm(request.POST or None, initial={"signed_on": localdate()}),
        step=lambda given: doing.sign_agreement(agreement_id=shown.pk, by=request.user, on=localdate(), **given),
        said=_("The agreement is signed."),
        to=to,
        title=_("Note as signed"),
        lead=shown.number,
        back_url=to,
        back_label=shown.number,
        submit=_("Note as signed"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def end_agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown = agreement_of(request, agreement_id)
    to = reverse("offer:agreement", args=[shown.pk])
    return form_page(
        request,
        EndForm(request.POST or None),
        step=lambda given: doing.end_agreement(agreement_id=shown.pk, by=request.user, on=localdate(), **given),
        said=_("The agreement ends early."),
        to=to,
        title=_("End early"),
        lead=shown.number,
        back_url=to,
        back_label=shown.number,
        submit=_("End early"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_price(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown = agreement_of(request, agreement_id)
    to = reverse("offer:agreement", args=[shown.pk])
    form = PriceForm(request.POST or None, agreement=shown, initial={"starts_on": max(shown.starts_on, localdate())})
    return form_page(
        request,
        form,
        step=lambda given: doing.add_price(agreement_id=shown.pk, by=request.user, on=localdate(), **given),
        said=_("The price is agreed; the one before ends the day before."),
        to=to,
        at_field={doing.PriceOverlaps: "starts_on"},
        title=_("Agree a price"),
        lead=shown.number,
        back_url=to,
        back_label=shown.number,
        submit=_("Save the price"),
    )


@require_POST
@staff_only
def remove_price(request: HttpRequest, price_id: int) -> HttpResponse:
    price = get_object_or_404(PriceListItem.objects.visible_to(request.user), pk=price_id)
    return take_step(
        request,
        lambda: doing.take_price_back(price_id=price.pk, by=request.user, on=localdate()),
        said=_("The price is taken back."),
        to=reverse("offer:agreement", args=[price.agreement_id]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_agreement_document(request: HttpRequest, agreement_id: int) -> HttpResponse:
    shown = agreement_of(request, agreement_id)
    to = reverse("offer:agreement", args=[shown.pk])
    return form_page(
        request,
        DocumentForm(request.POST or None, request.FILES or None),
        step=lambda given: doing.add_agreement_document(
            agreement_id=shown.pk, by=request.user, on=localdate(), **given
        ),
        said=_("The file is kept with the agreement."),
        to=to,
        title=_("Add a document"),
        lead=shown.number,
        back_url=to,
        back_label=shown.number,
        submit=_("Add"),
        has_files=True,
    )


@require_GET
@staff_only
def agreement_document(request: HttpRequest, document_uuid: UUID) -> HttpResponseBase:
    """A file of an agreement."""
    kept = get_object_or_404(Document.objects.filter(centre_id=request.user.centre_id), uuid=document_uuid)
    if kept.subject_kind != Subject.of(Agreement(pk=kept.subject_id)).kind:
        raise Http404
    agreement_of(request, kept.subject_id)
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def agreement_of(request: HttpRequest, agreement_id: int) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).select_related("provider", "contest")
    return get_object_or_404(rows, pk=agreement_id)


def _not_allowed(request: HttpRequest, to: str) -> HttpResponse:
    explain(request, NotAllowed(_("Only the services organiser and the director change agreements.")))
    return redirect(to)
