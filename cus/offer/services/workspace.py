"""What providers do about their own entries, and what the centre answers. Public is the last approved version."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import FreeCapacity, PlannedBreak, ProposedChange, Provider, Service
from cus.offer.permissions.providers import may_answer_for, may_edit_provider, may_keep_entry
from cus.offer.publishing import publish_services
from cus.offer.services.listing import save_service
from cus.offer.services.providers import locked_provider, save_provider
from cus.offer.states.workspace import PROPOSAL, ProposalState
from cus.records.log import record
from cus.records.outbox import post

OF_PROVIDER = ("description", "street", "postcode", "town", "phone", "email", "website")
OF_SERVICE = ("description", "recipients", "keywords", "documents", "contact", "place", "website")


class Stale(Refused):
    """The entry changed after the proposal was written."""


class NothingChanged(Refused):
    """The proposal says what the entry says already."""


@transaction.atomic
def propose_change(
    *, provider_id: int, service_id: int | None = None, fields: dict[str, Any], message: str, by: User, at: datetime
) -> ProposedChange:
    """A provider says how its entry, or that of one of its services, should read. A proposal that still waits is
    replaced. Records `proposal.made`."""
    provider = locked_provider(provider_id)
    _must_keep(by, provider)
    service = _own_service(provider, service_id) if service_id else None
    entry, allowed = (service, OF_SERVICE) if service else (provider, OF_PROVIDER)
    after = {name: fields[name] for name in allowed if name in fields and fields[name] != getattr(entry, name)}
    if not after:
        raise NothingChanged(_("You changed nothing. Change what is out of date, then send it."))

    proposal = ProposedChange.objects.waiting().filter(provider=provider, service=service).first()
    proposal = proposal or ProposedChange(centre_id=provider.centre_id, provider=provider, service=service)
    proposal.before = {name: getattr(entry, name) for name in after}
    proposal.after, proposal.message = after, message
    proposal.author, proposal.proposed_at = by, at
    proposal.save()
    record("proposal.made", subject=proposal, by=by, story=provider, entry=str(entry), fields=sorted(after))
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, by: User, at: datetime) -> ProposedChange:
    """The provider takes its own proposal back. Records `proposal.withdrawn`."""
    proposal = _locked(proposal_id, by)
    _must_keep(by, proposal.provider)
    PROPOSAL.take(proposal, "withdraw")
    proposal.answered_by, proposal.answered_at = by, at
    proposal.save(update_fields=["state", "answered_by", "answered_at"])
    record("proposal.withdrawn", subject=proposal, by=by, story=proposal.provider, entry=str(proposal.entry))
    return proposal


@transaction.atomic
def approve_proposal(*, proposal_id: int, despite_changes: bool = False, by: User, at: datetime) -> ProposedChange:
    """Make the entry read as proposed; it counts as checked by a person. Where the entry changed meanwhile, only with
    `despite_changes`. Records `proposal.approved`; the author gets an e-mail."""
    proposal = _locked(proposal_id, by)
    _must_answer(by, proposal)
    if proposal.stale_fields and not despite_changes:
        raise Stale(_("The entry changed after this was proposed. Compare once more, then decide."))
    PROPOSAL.take(proposal, "approve")
    centre, service, on = proposal.provider.centre, proposal.service, localdate(at)
    fields = proposal.after | {"checked_on": on}
    if service:
        save_service(centre=centre, service_id=service.pk, fields=fields | {"checked_by": by}, by=by, on=on)
    else:
        save_provider(centre=centre, provider_id=proposal.provider_id, fields=fields, by=by, at=at)
    _close(proposal, by=by, at=at, reason="")
    record("proposal.approved", subject=proposal, by=by, story=proposal.provider, entry=str(proposal.entry))
    _tell_author(proposal)
    return proposal


@transaction.atomic
def return_proposal(*, proposal_id: int, reason: str, by: User, at: datetime) -> ProposedChange:
    """Not like this: the entry stays as it is and the author learns why. Records `proposal.returned`."""
    proposal = _locked(proposal_id, by)
    _must_answer(by, proposal)
    if not reason.strip():
        raise Refused(_("Write why, so that the provider can mend it."))
    PROPOSAL.take(proposal, "return")
    _close(proposal, by=by, at=at, reason=reason.strip())
    record("proposal.returned", subject=proposal, by=by, story=proposal.provider, entry=str(proposal.entry))
    _tell_author(proposal)
    return proposal


@transaction.atomic
def confirm_entry(*, provider_id: int, service_id: int | None = None, by: User, at: datetime) -> None:
    """A person looked and the entry is still right: only the day of the check changes. Records `entry.confirmed` or
    `service.confirmed`."""
    provider, on = locked_provider(provider_id), localdate(at)
    if not may_answer_for(by, provider) or by.centre_id != provider.centre_id:
        raise NotAllowed(_("Only those who keep this entry say that it is right."))
    service = _own_service(provider, service_id) if service_id else None
    if service:
        service.checked_on, service.checked_by = on, by
        service.save(update_fields=["checked_on", "checked_by"])
        record("service.confirmed", subject=service, by=by, story=provider, service=service.name)
        publish_services([service], centre=provider.centre, at=service.changed_at)
    else:
        provider.checked_on = on
        provider.save(update_fields=["checked_on"])
        record("entry.confirmed", subject=provider, by=by, story=provider, entry=provider.name)


@transaction.atomic
def note_free_capacity(*, service_id: int, free: int, note: str, by: User, on: date) -> FreeCapacity:
    """How much more the provider can take on today; replaces what was said earlier today. Records `capacity.noted`."""
    service = Service.objects.in_centre_of(by).select_related("provider").get(pk=service_id)
    provider = _provider_of(service)
    _must_keep_or_edit(by, provider)
    said, _made = FreeCapacity.objects.update_or_create(
        centre_id=service.centre_id,
        service=service,
        as_of=on,
        defaults={"provider": provider, "free": free, "note": note, "noted_by": by},
    )
    record("capacity.noted", subject=service, by=by, story=provider, service=service.name, free=free)
    return said


@transaction.atomic
def plan_break(
    *, provider_id: int, service: Service | None, starts_on: date, ends_on: date, reason: str, by: User, at: datetime
) -> PlannedBreak:
    """Days without the service, or without any service of the provider. Records `break.planned`."""
    provider = locked_provider(provider_id)
    _must_keep_or_edit(by, provider)
    if ends_on < starts_on:
        raise Refused(_("The break would end before it begins. Correct the dates."))
    if ends_on < localdate(at):
        raise Refused(_("This break is already over. Plan one that ends today or later."))
    if service and service.provider_id != provider.pk:
        raise Refused(_("This service has another provider."))
    planned = PlannedBreak.objects.create(
        centre_id=provider.centre_id,
        provider=provider,
        service=service,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        noted_by=by,
    )
    record("break.planned", subject=planned, by=by, story=provider, entry=str(service or provider))
    return planned


@transaction.atomic
def call_off_break(*, break_id: int, by: User, at: datetime) -> None:
    """The provider works after all. Records `break.called_off`."""
    planned = PlannedBreak.objects.visible_to(by).select_related("provider", "service").get(pk=break_id)
    provider = locked_provider(planned.provider_id)
    _must_keep_or_edit(by, provider)
    if planned.ends_on < localdate(at):
        raise Refused(_("This break is already over and stays in the list."))
    entry = str(planned.service or provider)
    planned.delete()
    record("break.called_off", subject=provider, by=by, story=provider, entry=entry)


def _locked(proposal_id: int, by: User) -> ProposedChange:
    rows = ProposedChange.objects.visible_to(by).select_related("provider__centre", "service", "author")
    return rows.select_for_update(of=("self",)).get(pk=proposal_id)


def _close(proposal: ProposedChange, *, by: User, at: datetime, reason: str) -> None:
    proposal.answered_by, proposal.answered_at, proposal.reason = by, at, reason
    proposal.save(update_fields=["state", "answered_by", "answered_at", "reason"])


def _tell_author(proposal: ProposedChange) -> None:
    with override(settings.LANGUAGE_CODE):
        is_approved = proposal.state == ProposalState.APPROVED
        title = _("Your change is public") if is_approved else _("Your change came back")
        text = _("The centre approved it.") if is_approved else proposal.reason
        post(
            subject=proposal,
            to=proposal.author.email,
            title=f"{title}: {proposal.entry}"[:200],
            text=f"{text}\n\n{proposal.provider.centre.name}",
        )


def _must_keep(by: User, provider: Provider) -> None:
    if by.centre_id != provider.centre_id or not may_keep_entry(by, provider):
        raise NotAllowed(_("Only the provider proposes changes of its own entry."))


def _must_keep_or_edit(by: User, provider: Provider) -> None:
    if not may_edit_provider(by, provider) and not (
        by.centre_id == provider.centre_id and may_keep_entry(by, provider)
    ):
        raise NotAllowed(_("Only the provider and the services organiser say this."))


def _must_answer(by: User, proposal: ProposedChange) -> None:
    if not may_edit_provider(by, proposal.provider):
        raise NotAllowed(_("Only the services organiser and the director answer proposals."))


def _own_service(provider: Provider, service_id: int) -> Service:
    service = Service.objects.select_for_update(of=("self",)).filter(provider=provider, pk=service_id).first()
    if service is None:
        raise NotAllowed(_("This service has another provider."))
    return service


def _provider_of(service: Service) -> Provider:
    if service.provider is None:
        raise Refused(_("This service names no provider."))
    return locked_provider(service.provider.pk)
