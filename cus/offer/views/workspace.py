"""The workspace of a provider: its own entry and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import Role
from cus.kit.incoming import number_in
from cus.kit.pages import show
from cus.offer.forms.workspace import BreakForm, FreeForm, OwnEntryForm, OwnServiceForm
from cus.offer.models import FreeCapacity, PlannedBreak, ProposedChange, Provider, Service
from cus.offer.queries import workspace as queries
from cus.offer.services import workspace as doing
from cus.offer.views.form_page import form_page, take_step

HOME = "offer:workspace"


def keepers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for who keeps no provider's entry; the view gets the provider."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        provider = queries.own_provider(request.user) if request.user.has_role(Role.PROVIDER) else None
        if provider is None:
            raise Http404
        return view(request, provider, *args, **kwargs)

    return guarded


@require_GET
def workspace(request: HttpRequest) -> HttpResponse:
    """The first page of a provider: what waits for it, its services, free capacity, breaks, reports, agreements."""
    if not request.user.has_role(Role.PROVIDER):
        raise Http404
    provider = queries.own_provider(request.user)
    if provider is None:
        return show(request, "offer/no_workspace.html")
    on = localdate()
    return show(
        request,
        "offer/workspace.html",
        {"own": queries.workspace_of(provider, user=request.user, on=on), "provider": provider, "today": on},
    )


@require_http_methods(["GET", "POST"])
@keepers_only
def propose_entry(request: HttpRequest, provider: Provider) -> HttpResponse:
    """How the entry of the provider itself should read."""
    waiting = ProposedChange.objects.waiting().filter(provider=provider, service=None).first()
    return _proposal_page(request, provider, None, OwnEntryForm, waiting, title=_("Change the entry"))


@require_http_methods(["GET", "POST"])
@keepers_only
def propose_service(request: HttpRequest, provider: Provider, service_id: int) -> HttpResponse:
    """How the entry of one of its services should read."""
    service = own_service(provider, service_id)
    waiting = ProposedChange.objects.waiting().filter(provider=provider, service=service).first()
    return _proposal_page(request, provider, service, OwnServiceForm, waiting, title=_("Change the service"))


def _proposal_page(
    request: HttpRequest,
    provider: Provider,
    service: Service | None,
    form_class: type[OwnEntryForm] | type[OwnServiceForm],
    waiting: ProposedChange | None,
    *,
    title: str,
) -> HttpResponse:
    entry = service or provider
    initial = {name: getattr(entry, name) for name in form_class.base_fields if name != "message"}
    if waiting:
        initial |= waiting.after | {"message": waiting.message}
    form = form_class(request.POST or None, initial=initial)

    def propose(given: dict[str, Any]) -> object:
        message = given.pop("message")
        return doing.propose_change(
            provider_id=provider.pk,
            service_id=service.pk if service else None,
            fields=given,
            message=message,
            by=request.user,
            at=now(),
        )

    return form_page(
        request,
        form,
        step=propose,
        said=_("Sent to the centre. Until it answers, the catalogue shows the entry as it was."),
        to=reverse(HOME),
        title=title,
        lead=str(entry),
        back_url=reverse(HOME),
        back_label=_("my entry"),
        submit=_("Send to the centre"),
    )


@require_POST
@keepers_only
def withdraw(request: HttpRequest, provider: Provider, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(provider.proposals, pk=proposal_id)
    return take_step(
        request,
        lambda: doing.withdraw_proposal(proposal_id=proposal.pk, by=request.user, at=now()),
        said=_("The proposal is withdrawn."),
        to=reverse(HOME),
    )


@require_POST
@keepers_only
def still_right(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The entry of the provider, or of the service named, was looked at and is still right."""
    service_id = number_in(request.POST.get("service"))
    service = own_service(provider, service_id) if service_id is not None else None
    return take_step(
        request,
        lambda: doing.confirm_entry(
            provider_id=provider.pk, service_id=service.pk if service else None, by=request.user, at=now()
        ),
        said=_("Thank you. The catalogue says that the entry was checked today."),
        to=reverse(HOME),
    )


@require_http_methods(["GET", "POST"])
@keepers_only
def state_free(request: HttpRequest, provider: Provider, service_id: int) -> HttpResponse:
    """How many more people the provider could help now."""
    service = own_service(provider, service_id)
    last = FreeCapacity.objects.filter(service=service).order_by("-as_of").first()
    return form_page(
        request,
        FreeForm(request.POST or None, initial={"free": last.free, "note": last.note} if last else {}),
        step=lambda given: doing.note_free_capacity(service_id=service.pk, by=request.user, on=localdate(), **given),
        said=_("Thank you. The centre sees it at once."),
        to=reverse(HOME),
        title=_("Free capacity"),
        lead=service.name,
        back_url=reverse(HOME),
        back_label=_("my entry"),
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
@keepers_only
def new_break(request: HttpRequest, provider: Provider) -> HttpResponse:
    return form_page(
        request,
        BreakForm(request.POST or None, provider=provider),
        step=lambda given: doing.plan_break(provider_id=provider.pk, by=request.user, at=now(), **given),
        said=_("The break is noted; the centre sees it."),
        to=reverse(HOME),
        title=_("Plan a break"),
        lead=_("Days on which you do not work, known in advance."),
        back_url=reverse(HOME),
        back_label=_("my entry"),
        submit=_("Save the break"),
    )


@require_POST
@keepers_only
def end_break(request: HttpRequest, provider: Provider, break_id: int) -> HttpResponse:
    planned = get_object_or_404(PlannedBreak.objects.filter(provider=provider), pk=break_id)
    return take_step(
        request,
        lambda: doing.call_off_break(break_id=planned.pk, by=request.user, at=now()),
        said=_("The break is called off."),
        to=reverse(HOME),
    )


def own_service(provider: Provider, service_id: int) -> Service:
    return get_object_or_404(queries.own_services(provider), pk=service_id)
