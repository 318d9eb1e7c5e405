"""A service in a draft programme: its terms on one page, each part changed on a page of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed, Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, page_of, show
from cus.law.eligibility import Kind
from cus.offer.forms.terms import KINDS, ROW_FORMS, ConditionForm, JoiningForm, TariffForm, TermsForm
from cus.offer.models import ProgrammeService, ProgrammeVersion, Tariff
from cus.offer.permissions.listing import may_see_offer
from cus.offer.permissions.terms import may_edit_tariffs, may_edit_terms
from cus.offer.queries import terms as queries
from cus.offer.services import terms as doing
from cus.offer.terms_in_words import condition_in_words
from cus.records.models import Event

NOT_ACCEPTED = 422
TITLES = {
    "limits": gettext_lazy("Limit"),
    "criteria": gettext_lazy("Criterion of order"),
    "funding": gettext_lazy("Money for the service"),
    "checks": gettext_lazy("Promise of quality"),
    "exclusions": gettext_lazy("Services that exclude each other"),
}


@require_GET
def programme_service(request: HttpRequest, programme_service_id: int) -> HttpResponse:
    terms = _found(request, programme_service_id)
    page = queries.terms_page(terms, on=localdate())
    kinds = [(kind.value, label) for kind, label in KINDS.items()]
    return show(
        request,
        "offer/programme_service.html",
        page | {"may_edit": may_edit_terms(request.user, terms.version), "kinds": kinds, "today": localdate()},
    )


@require_http_methods(["GET", "POST"])
def add_programme_service(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    versions = ProgrammeVersion.objects.visible_to(request.user).select_related("programme", "centre")
    version = get_object_or_404(versions, pk=programme_version_id)
    form = JoiningForm(request.POST or None, version=version)
    return _form_page(
        request,
        form,
        step=lambda given: doing.add_terms(
            version_id=version.pk, service_id=given["service"].pk, by=request.user, on=localdate()
        ),
        to=lambda added: reverse("offer:programme_service", args=[added.pk]),
        may=may_edit_terms(request.user, version),
        title=_("Add a service to the programme"),
        back_url=_version_url(version),
        back_label=version.programme.name,
    )


@require_http_methods(["GET", "POST"])
def edit_programme_service(request: HttpRequest, programme_service_id: int) -> HttpResponse:
    terms = _found(request, programme_service_id)
    form = TermsForm(request.POST or None, user=request.user, initial=TermsForm.values_of(terms))
    return _part_page(
        request,
        terms,
        form,
        step=lambda given: doing.change_terms(terms_id=terms.pk, fields=given, by=request.user, on=localdate()),
        title=_("Order, fee, timetable, documents"),
    )


@require_POST
def remove_programme_service(request: HttpRequest, programme_service_id: int) -> HttpResponse:
    terms = _found(request, programme_service_id)
    return _remove(
        request,
        lambda: doing.remove_terms(terms_id=terms.pk, by=request.user, on=localdate()),
        said=_("%(service)s is no longer in the programme.") % {"service": terms.service.name},
        done_to=_version_url(terms.version),
        back_to=_url(terms),
    )


@require_http_methods(["GET", "POST"])
def terms_row(
    request: HttpRequest, programme_service_id: int, part: str, terms_row_id: int | None = None
) -> HttpResponse:
    terms = _found(request, programme_service_id)
    if part not in ROW_FORMS:
        raise Http404
    row = get_object_or_404(doing.rows_of(terms, part), pk=terms_row_id) if terms_row_id else None
    kind = ROW_FORMS[part]
    initial = kind.values_of(row) if row else {}
    return _part_page(
        request,
        terms,
        kind(request.POST or None, terms=terms, initial=initial),
        step=lambda given: doing.save_terms_row(
            terms_id=terms.pk, part=part, fields=given, row_id=terms_row_id, by=request.user, on=localdate()
        ),
        title=str(TITLES[part]),
    )


@require_POST
def remove_terms_row(request: HttpRequest, programme_service_id: int, part: str, terms_row_id: int) -> HttpResponse:
    terms = _found(request, programme_service_id)
    if part not in ROW_FORMS:
        raise Http404
    row = get_object_or_404(doing.rows_of(terms, part), pk=terms_row_id)
    return _remove(
        request,
        lambda: doing.remove_terms_row(
            terms_id=terms.pk, part=part, row_id=row.pk, by=request.user, on=localdate()
        ),
        said=_("Taken out."),
        done_to=_url(terms),
        back_to=_url(terms),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def condition(request: HttpRequest, programme_service_id: int, place: str = "") -> HttpResponse:
    """A new condition of the kind `?kind=`, or the one at a place. `preview` shows the sentence and saves nothing."""
    terms = _found(request, programme_service_id)
    written = doing.condition_at(terms, place) if place else None
    if place and written is None:
        raise Http404
    kind = written.kind if written else _kind_in(request.GET.get("kind", ""))
    centre = terms.version.centre
    initial = ConditionForm.values_of(written, centre=centre) if written else {}
    if place:
        initial["group"] = place.partition(".")[0]
    elif request.GET.get("group"):
        initial["group"] = request.GET["group"]
    form = ConditionForm(
        request.POST or None, kind=kind, centre=centre, groups=doing.groups_of(terms), initial=initial
    )
    if "preview" in request.POST:
        context = {"form": form, "sentence": _sentence(form), "title": KINDS[kind], **_of_page(terms)}
        return show(request, "offer/condition_form.html", context, part="preview")
    return _part_page(
        request,
        terms,
        form,
        step=lambda _given: doing.put_condition(
            terms_id=terms.pk,
            condition=form.condition,
            group=form.cleaned_data["group"],
            place=place,
            by=request.user,
            on=localdate(),
        ),
        title=str(KINDS[kind]),
        template="offer/condition_form.html",
        sentence=condition_in_words(written, places=queries.names_of_places([terms])) if written else "",
    )


@require_POST
def remove_condition(request: HttpRequest, programme_service_id: int, place: str) -> HttpResponse:
    terms = _found(request, programme_service_id)
    if doing.condition_at(terms, place) is None:
        raise Http404
    return _remove(
        request,
        lambda: doing.remove_condition(terms_id=terms.pk, place=place, by=request.user, on=localdate()),
        said=_("Taken out."),
        done_to=_url(terms),
        back_to=_url(terms),
    )


@require_POST
def restore_terms(request: HttpRequest, event_id: int) -> HttpResponse:
    """Undo what an event of the terms did."""
    event = get_object_or_404(Event, pk=event_id, name__in=["terms.removed", "terms.conditions_changed"])
    version = get_object_or_404(ProgrammeVersion.objects.visible_to(request.user), pk=event.subject_id)
    try:
        doing.restore_terms(event_id=event.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("It is back as it was."))
    terms = ProgrammeService.objects.filter(pk=event.details["terms"], version=version).first()
    return redirect(_url(terms) if terms else _version_url(version))


@require_GET
def tariffs(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    page = page_of(request, queries.tariffs_of(request.user))
    context = {"page": page, "may_edit": may_edit_tariffs(request.user), "today": localdate()}
    return show(request, "offer/tariffs.html", context)


@require_http_methods(["GET", "POST"])
def tariff(request: HttpRequest, tariff_id: int | None = None) -> HttpResponse:
    _staff_only(request)
    kept = get_object_or_404(Tariff.objects.visible_to(request.user), pk=tariff_id) if tariff_id is not None else None
    form = TariffForm(request.POST or None, initial=TariffForm.values_of(kept) if kept else {})
    return _form_page(
        request,
        form,
        step=lambda given: doing.save_tariff(
            centre=request.centre, fields=given, tariff_id=tariff_id, by=request.user, on=localdate()
        ),
        to=lambda _saved: reverse("offer:tariffs"),
        may=may_edit_tariffs(request.user),
        title=kept.name if kept else _("New tariff"),
        back_url=reverse("offer:tariffs"),
        back_label=_("Tariffs"),
    )


def _part_page(
    request: HttpRequest,
    terms: ProgrammeService,
    form: HouseForm,
    *,
    step: Callable[[dict[str, Any]], object],
    title: str,
    template: str = "offer/terms_form.html",
    **context: Any,
) -> HttpResponse:
    return _form_page(
        request,
        form,
        step=step,
        to=lambda _done: _url(terms),
        may=may_edit_terms(request.user, terms.version),
        title=title,
        template=template,
        **_of_page(terms),
        **context,
    )


def _of_page(terms: ProgrammeService) -> dict[str, str]:
    return {"back_url": _url(terms), "back_label": terms.service.name}


def _form_page(
    request: HttpRequest,
    form: HouseForm,
    *,
    step: Callable[[dict[str, Any]], Any],
    to: Callable[[Any], str],
    may: bool,
    back_url: str,
    template: str = "offer/terms_form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or do what it says and go on; who may not write here goes back with the reason."""
    if not may:
        explain(request, NotAllowed(_("The organiser and the director write here, while the programme is a draft.")))
        return redirect(back_url)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            done = step(form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(to(done))
    status = NOT_ACCEPTED if refusal or form.errors else 200
    return show(request, template, {"form": form, "refusal": refusal, "back_url": back_url, **context}, status=status)


def _remove(request: HttpRequest, step: Callable[[], Event], *, said: str, done_to: str, back_to: str) -> HttpResponse:
    """Take something out and offer to put it back."""
    try:
        event = step()
    except Refused as refusal:
        explain(request, refusal)
        return redirect(back_to)
    undo = reverse("offer:restore_terms", args=[event.pk])
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(done_to)


def _kind_in(text: str) -> Kind:
    if text not in tuple(Kind):
        raise Http404
    return Kind(text)


def _sentence(form: ConditionForm) -> str:
    return condition_in_words(form.condition) if form.is_valid() else ""


def _found(request: HttpRequest, programme_service_id: int) -> ProgrammeService:
    rows = queries.with_everything(ProgrammeService.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("version__centre"), pk=programme_service_id)


def _staff_only(request: HttpRequest) -> None:
    if not may_see_offer(request.user):
        raise Http404


def _url(terms: ProgrammeService) -> str:
    return reverse("offer:programme_service", args=[terms.pk])


def _version_url(version: ProgrammeVersion) -> str:
    return reverse("offer:programme_version", args=[version.pk])
