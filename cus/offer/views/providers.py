"""The register of providers, as staff keep it."""

from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed
from cus.kit.incoming import number_in
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.offer.forms.providers import KeeperForm, ProviderForm
from cus.offer.forms.workspace import BreakForm
from cus.offer.freshness import check_due_on, is_check_due
from cus.offer.models import ErrorReport, Provider, ProviderKind
from cus.offer.permissions.providers import may_edit_provider, may_edit_providers, may_see_providers
from cus.offer.public_register import AS_OF, Organisation, organisation_with, organisations_named
from cus.offer.queries import agreements as of_agreements
from cus.offer.queries import providers as queries
from cus.offer.queries.workspace import changes_in
from cus.offer.services import providers as doing
from cus.offer.services.workspace import call_off_break, confirm_entry, plan_break
from cus.offer.views.form_page import form_page, take_step

AT_FIELD = {doing.NameTaken: "name", doing.NipTaken: "nip", doing.KrsTaken: "krs"}


def staff_only(view: Any) -> Any:
    """404 for who is not staff of a centre."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_providers(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The pages about providers, with what waits on each."""
    waiting = queries.waiting_for(request.user)
    pages = (
        ("offer:providers", _("Register"), None),
        ("offer:agreements", _("Agreements"), None),
        ("offer:contests", _("Contests of offers"), None),
        ("offer:proposals", _("Proposals"), waiting.proposals),
        ("offer:error_reports", _("Reports of errors"), waiting.reports),
    )
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": count}
        for name, label, count in pages
    ]


@require_GET
@staff_only
def providers(request: HttpRequest) -> HttpResponse:
    """Who delivers, with how many services and agreements each has; found by name, NIP or KRS."""
    on, text, kind = localdate(), request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = queries.providers_of_staff(user=request.user, text=text, kind=kind, on=on)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    given = {
        "tabs": tabs(request, "offer:providers"),
        "page": page,
        "rows": [{"provider": one, "is_due": is_check_due(one, on=on), "due_on": check_due_on(one)} for one in page],
        "words": text,
        "kind": kind,
        "kinds": ProviderKind.choices,
        "may_edit": may_edit_providers(request.user),
    }
    return show(request, "offer/providers.html", given, part="rows")


@require_http_methods(["GET", "POST"])
@staff_only
def new_provider(request: HttpRequest) -> HttpResponse:
    """A new provider; „Find” fills the empty fields from the public list and keeps what was typed."""
    if not may_edit_providers(request.user):
        explain(request, NotAllowed(_("Only the services organiser and the director change providers.")))
        return redirect("offer:providers")
    context = {
        "title": _("New provider"),
        "back_url": reverse("offer:providers"),
        "back_label": _("providers"),
        "submit": _("Add to the register"),
        "list_as_of": AS_OF,
    }
    if request.method == "POST" and {"find", "take"} & set(request.POST):
        return _filled_in(request, context)
    return form_page(
        request,
        ProviderForm(request.POST or None, initial={"kind": ProviderKind.NGO, "check_every_months": 12}),
        step=lambda given: doing.save_provider(centre=request.centre, fields=given, by=request.user, at=now()),
        said=_("The provider is in the register."),
        to=lambda provider: reverse("offer:provider", args=[provider.pk]),
        at_field=AT_FIELD,
        template="offer/provider_form.html",
        **context,
    )


def _filled_in(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form as typed, its empty fields filled from the list; when only a name was typed, a choice of names."""
    typed = {name: request.POST.get(name, "").strip() for name in ProviderForm.base_fields}
    taken = request.POST.get("take", "")
    numbers = {name: "".join(filter(str.isdigit, typed[name]))[:10] for name in ("krs", "nip")}
    krs = taken or (numbers["krs"].zfill(10) if numbers["krs"] else "")
    found = organisation_with(krs=krs, nip=numbers["nip"])
    choices = organisations_named(typed["name"]) if not found and not krs and not numbers["nip"] else []
    if found:
        typed |= {
            name: value for name, value in _told_by(found).items() if taken and name == "name" or not typed[name]
        }
    form = ProviderForm(initial=typed)
    said = {"found": found, "choices": choices, "searched": not found and not choices, "refusal": None}
    return show(request, "offer/provider_form.html", {"form": form, **said, **context})


def _told_by(found: Organisation) -> dict[str, str]:
    return {"krs": found.krs, "nip": found.nip, "name": found.name[:200], "town": found.town.title(), "kind": "NGO"}


@require_GET
@staff_only
def provider(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Everything about a provider: its services with prices and free capacity, agreements, breaks, reports."""
    shown, on = provider_of(request, provider_id), localdate()
    waiting = list(shown.proposals.waiting().select_related("service", "author").order_by("proposed_at", "id"))
    given = {
        "provider": shown,
        "today": on,
        "may_edit": may_edit_provider(request.user, shown),
        "is_check_due": is_check_due(shown, on=on),
        "check_due_on": check_due_on(shown),
        "lines": queries.lines_of(queries.services_of(shown), on=on),
        "agreements": [
            {"agreement": one, "standing": of_agreements.standing_of(one, on=on)}
            for one in shown.agreements.order_by("-starts_on", "-id")
        ],
        "breaks": list(shown.breaks.not_over(on=on).select_related("service").order_by("starts_on", "id")),
        "reports": list(ErrorReport.objects.visible_to(request.user).filter(provider=shown).order_by("-id")[:10]),
        "proposals": [{"proposal": one, "fields": [change.label for change in changes_in(one)]} for one in waiting],
        "keepers": queries.keepers_of(shown),
        "history": queries.history_about(shown, story=shown),
    }
    return show(request, "offer/provider.html", given)


@require_http_methods(["GET", "POST"])
@staff_only
def change_provider(request: HttpRequest, provider_id: int) -> HttpResponse:
    shown = provider_of(request, provider_id)
    to = reverse("offer:provider", args=[shown.pk])
    if not may_edit_provider(request.user, shown):
        explain(request, NotAllowed(_("Only the services organiser and the director change providers.")))
        return redirect(to)
    return form_page(
        request,
        ProviderForm(request.POST or None, initial=ProviderForm.values_of(shown)),
        step=lambda given: doing.save_provider(
            centre=request.centre, provider_id=shown.pk, fields=given, by=request.user, at=now()
        ),
        said=_("The changes are saved."),
        to=to,
        at_field=AT_FIELD,
        title=_("Change the provider"),
        lead=shown.name,
        back_url=to,
        back_label=shown.name,
        submit=_("Save the changes"),
    )


@require_POST
@staff_only
def confirm_provider(request: HttpRequest, provider_id: int) -> HttpResponse:
    """The entry of the provider, or of one of its services, was looked at and is still right."""
    shown = provider_of(request, provider_id)
    return take_step(
        request,
        lambda: confirm_entry(
            provider_id=shown.pk, service_id=number_in(request.POST.get("service")), by=request.user, at=now()
        ),
        said=_("Noted: checked today."),
        to=reverse("offer:provider", args=[shown.pk]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def invite_keeper(request: HttpRequest, provider_id: int) -> HttpResponse:
    shown = provider_of(request, provider_id)
    to = reverse("offer:provider", args=[shown.pk])
    address = request.build_absolute_uri(reverse("account_reset_password"))
    return form_page(
        request,
        KeeperForm(request.POST or None),
        step=lambda given: doing.invite_user(
            provider_id=shown.pk, address=address, by=request.user, on=localdate(), **given
        ),
        said=_("The invitation is on its way."),
        to=to,
        title=_("Invite somebody of the provider"),
        lead=_("They will propose changes of the entry, state free capacity and plan breaks. They see no cases."),
        back_url=to,
        back_label=shown.name,
        submit=_("Send the invitation"),
    )


@require_POST
@staff_only
def remove_keeper(request: HttpRequest, provider_id: int, user_id: int) -> HttpResponse:
    shown = provider_of(request, provider_id)
    get_object_or_404(shown.users, user_id=user_id)
    return take_step(
        request,
        lambda: doing.remove_user(provider_id=shown.pk, user_id=user_id, by=request.user, on=localdate()),
        said=_("This person keeps the entry no longer."),
        to=reverse("offer:provider", args=[shown.pk]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def plan_break_of(request: HttpRequest, provider_id: int) -> HttpResponse:
    """A break somebody of the provider told by phone."""
    shown = provider_of(request, provider_id)
    to = reverse("offer:provider", args=[shown.pk])
    return form_page(
        request,
        BreakForm(request.POST or None, provider=shown),
        step=lambda given: plan_break(provider_id=shown.pk, by=request.user, at=now(), **given),
        said=_("The break is noted."),
        to=to,
        title=_("Plan a break"),
        lead=shown.name,
        back_url=to,
        back_label=shown.name,
        submit=_("Save the break"),
    )


@require_POST
@staff_only
def call_off(request: HttpRequest, provider_id: int, break_id: int) -> HttpResponse:
    shown = provider_of(request, provider_id)
    planned = get_object_or_404(shown.breaks, pk=break_id)
    return take_step(
        request,
        lambda: call_off_break(break_id=planned.pk, by=request.user, at=now()),
        said=_("The break is called off."),
        to=reverse("offer:provider", args=[shown.pk]),
    )


def provider_of(request: HttpRequest, provider_id: int) -> Provider:
    return get_object_or_404(Provider.objects.visible_to(request.user), pk=provider_id)
