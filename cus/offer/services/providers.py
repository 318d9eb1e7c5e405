"""Everything that changes the register of providers and who keeps an entry of it."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre, Role, User
from cus.accounts.services import add_provider_account
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import Provider, ProviderUser
from cus.offer.permissions.providers import may_edit_provider
from cus.offer.publishing import publish_services
from cus.records.log import record
from cus.records.outbox import post


class NameTaken(Refused):
    """Another provider of the centre has this name."""


class NipTaken(Refused):
    """Another provider of the centre has this NIP."""


class KrsTaken(Refused):
    """Another provider of the centre has this KRS."""


@transaction.atomic
def save_provider(
    *, centre: Centre, provider_id: int | None = None, fields: dict[str, Any], by: User | None, at: datetime
) -> Provider:
    """Add a provider or change one, in the public base too. Records `provider.added`, or `provider.changed` with
    the fields."""
    provider = locked_provider(provider_id) if provider_id else Provider(centre=centre)
    if by is not None and not may_edit_provider(by, provider):
        raise NotAllowed(_("Only the services organiser and the director change providers."))
    changed = [name for name, value in fields.items() if getattr(provider, name) != value]
    for name in changed:
        setattr(provider, name, fields[name])
    _must_be_alone(provider)

    if provider.pk and not changed:
        return provider
    if provider.pk:
        provider.save(update_fields=[*changed, "changed_at"])
        record("provider.changed", subject=provider, by=by, provider=provider.name, fields=changed)
        publish_services(provider.services.order_by("id"), centre=provider.centre, at=at)
    else:
        provider.save()
        record("provider.added", subject=provider, by=by, provider=provider.name)
    return provider


@transaction.atomic
def invite_user(
    *, provider_id: int, email: str, first_name: str, last_name: str, address: str, by: User, on: date
) -> ProviderUser:
    """Let somebody of the provider keep its entry: a new account, or one with the role that keeps no entry yet.

    Writes them an e-mail with `address`, where they set their password. Records `provider.user_added`.
    """
    provider = locked_provider(provider_id)
    _must_edit(by, provider)
    person = User.objects.visible_to(by).filter(email=email.lower()).first()
    if person is None:
        person = add_provider_account(by=by, on=on, email=email, first_name=first_name, last_name=last_name)
    elif not person.has_role(Role.PROVIDER) or ProviderUser.objects.filter(user=person).exists():
        raise Refused(_("This person already has an account for something else here. Use another address."))

    link = ProviderUser.objects.create(centre_id=provider.centre_id, provider=provider, user=person)
    record("provider.user_added", subject=provider, by=by, provider=provider.name, user=person.name)
    _write_invitation(provider, person, address)
    return link


@transaction.atomic
def remove_user(*, provider_id: int, user_id: int, by: User, on: date) -> None:
    """Let somebody keep the entry no longer; their account stays. Records `provider.user_removed`."""
    provider = locked_provider(provider_id)
    _must_edit(by, provider)
    link = ProviderUser.objects.select_related("user").filter(provider=provider, user_id=user_id).first()
    if link is None:
        raise Refused(_("This person does not keep the entry any more."))
    name = link.user.name
    link.delete()
    record("provider.user_removed", subject=provider, by=by, provider=provider.name, user=name)


def _write_invitation(provider: Provider, person: User, address: str) -> None:
    with override(settings.LANGUAGE_CODE):
        words = {"centre": provider.centre.name, "provider": provider.name, "address": address}
        text = _(
            "%(centre)s invites you to keep the entry of %(provider)s in the catalogue of services.\n\n"
            "Set your password here: %(address)s\n\n"
            "Then sign in and open “My entry”. You will see your services there; what you propose is public "
            "once the centre approves it."
        )
        title = _("You keep the entry of %(provider)s") % words
        post(subject=provider, to=person.email, title=title[:200], text=text % words)


def locked_provider(provider_id: int) -> Provider:
    return Provider.objects.select_for_update(of=("self",)).select_related("centre").get(pk=provider_id)


def _must_edit(by: User, provider: Provider) -> None:
    if not may_edit_provider(by, provider):
        raise NotAllowed(_("Only the services organiser and the director change providers."))


def _must_be_alone(provider: Provider) -> None:
    """One provider a name, a NIP and a KRS within a centre; the database keeps it too."""
    others = Provider.objects.filter(centre_id=provider.centre_id).exclude(pk=provider.pk)
    if others.filter(name=provider.name).exists():
        raise NameTaken(_("Another provider has this name. Open that one, or add the town to this name."))
    if provider.nip and (other := others.filter(nip=provider.nip).first()):
        raise NipTaken(_("This NIP belongs to %(name)s. Check the number.") % {"name": other.name})
    if provider.krs and (other := others.filter(krs=provider.krs).first()):
        raise KrsTaken(_("This KRS belongs to %(name)s. Check the number.") % {"name": other.name})
