"""Everything that changes the offer. One function, one thing that happens in the office.

`by` is None only when somebody with access to the server runs an import.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.polish import sort_key
from cus.law.citations import provision_of
from cus.law.services import area_exists, recipient_kind_exists, service_may_be_active
from cus.offer.models import Agreement, AgreementKind, Location, Service, ServiceStatus
from cus.offer.permissions.listing import may_edit_service
from cus.offer.publishing import publish_service_entry
from cus.offer.services.confidentiality import must_not_tell_address
from cus.offer.states.listing import SERVICE
from cus.records.log import record


class StepTaken(Protocol):
    """Publish, pause or withdraw a service."""

    def __call__(self, *, service_id: int, by: User | None, on: date) -> Service: ...


class NoSuchArea(Refused):
    """The area is not on the Act's list (RULE-01)."""


class CodeTaken(Refused):
    """Another service of the centre has this code."""


class NoSuchRecipients(Refused):
    """The recipients are none of the five kinds the Act knows (RULE-03)."""


class AgreementMissing(Refused):
    """A task of the powiat without an agreement (RULE-04)."""


IN_CATALOGUE = (ServiceStatus.PUBLIC, ServiceStatus.PAUSED)


@transaction.atomic
def save_service(
    *, centre: Centre, service_id: int | None = None, fields: dict[str, Any], by: User | None, on: date
) -> Service:
    """Add a service as a draft, or change one. Records `service.added`, or `service.changed` with the fields.

    `fields` may hold `locations`, the places where it is given.
    """
    service = _locked(service_id) if service_id else Service(centre=centre)
    _must_be_theirs(service, by)
    columns = {name: value for name, value in fields.items() if name != "locations"}
    places = list(service.locations.order_by("id")) if service.pk else []
    wanted = sorted(fields.get("locations", places), key=lambda place: place.pk)
    changed = [name for name, value in columns.items() if getattr(service, name) != value]
    moved = ["locations"] if wanted != places else []
    for name in changed:
        setattr(service, name, columns[name])
    _must_be_lawful(service, changed, on=on)
    _code_must_be_free(service)
    _places_must_be_ours(service, wanted)
    must_not_tell_address(service, wanted)

    if service.pk and not changed and not moved:
        return service
    service.sort_key = sort_key(service.name)
    if service.pk:
        service.save(update_fields=[*changed, "sort_key", "changed_at"])
        record("service.changed", subject=service, by=by, service=service.name, fields=changed + moved)
    else:
        service.save()
        record("service.added", subject=service, by=by, service=service.name)
    if moved:
        _move(service, wanted)
    publish_service_entry(service, at=service.changed_at)
    return service


@transaction.atomic
def confirm_service(*, service_id: int, by: User | None, on: date) -> Service:
    """A person has read the entry and it is true: the day of the check changes, the day of the last change does not.

    Records `service.confirmed`.
    """
    service = _locked(service_id)
    _must_be_theirs(service, by)
    service.checked_on, service.checked_by = on, by
    service.save(update_fields=["checked_on", "checked_by"])
    record("service.confirmed", subject=service, by=by, service=service.name)
    publish_service_entry(service, at=service.changed_at)
    return service


@transaction.atomic
def publish_service(*, service_id: int, by: User | None, on: date) -> Service:
    """Show the service in the catalogue, open to applications. Records `service.published`."""
    service = _locked(service_id)
    _must_be_theirs(service, by)
    _recipients_must_be_of_the_act(service, on=on, at_least_one=True)
    _must_be_allowed_to_run(service, on=on)
    return _take(service, "publish", event="service.published", by=by)


@transaction.atomic
def pause_service(*, service_id: int, by: User | None, on: date) -> Service:
    """Keep the service in the catalogue, closed to new applications for now. Records `service.paused`."""
    service = _locked(service_id)
    _must_be_theirs(service, by)
    return _take(service, "pause", event="service.paused", by=by)


@transaction.atomic
def withdraw_service(*, service_id: int, by: User | None, on: date) -> Service:
    """Take the service out of the catalogue; cases that run keep it. Records `service.withdrawn`."""
    service = _locked(service_id)
    _must_be_theirs(service, by)
    return _take(service, "withdraw", event="service.withdrawn", by=by)


def _locked(service_id: int) -> Service:
    return Service.objects.select_for_update(of=("self",)).select_related("centre").get(pk=service_id)


def _must_be_theirs(service: Service, by: User | None) -> None:
    if by is not None and not may_edit_service(by, service):
        raise NotAllowed(_("Only the services organiser and the director change the offer."))


def _must_be_lawful(service: Service, changed: Sequence[str], *, on: date) -> None:
    """What was public before recipients were asked for may still be mended; nobody takes them out again."""
    is_in_catalogue = service.status in IN_CATALOGUE
    _must_be_in_an_area(service, on=on)
    _recipients_must_be_of_the_act(service, on=on, at_least_one=is_in_catalogue and "recipient_kinds" in changed)
    if is_in_catalogue:
        _must_be_allowed_to_run(service, on=on)


def _recipients_must_be_of_the_act(service: Service, *, on: date, at_least_one: bool) -> None:
    """RULE-03; a draft may still wait for the choice."""
    codes = service.recipient_kinds
    if (at_least_one and not codes) or not all(recipient_kind_exists(code=code, on=on) for code in codes):
        raise NoSuchRecipients(
            _("Choose for whom the service is in the words of the Act: one or more of the five kinds of recipients."),
            provision=provision_of(recipient_kind_exists),
        )


def _places_must_be_ours(service: Service, places: Sequence[Location]) -> None:
    if any(place.centre_id != service.centre_id for place in places):
        raise NotAllowed(_("A service is given at places of its own centre."))


def _move(service: Service, places: Sequence[Location]) -> None:
    """Hours kept for a place the service leaves go with it."""
    service.locations.set(places)
    service.opening_hours.filter(location__isnull=False).exclude(location__in=places).delete()


def _must_be_in_an_area(service: Service, *, on: date) -> None:
    if not area_exists(number=service.area, on=on):
        raise NoSuchArea(
            _("Choose one of the 14 areas of the Act: a service outside them is not a social service."),
            provision=provision_of(area_exists),
        )


def _code_must_be_free(service: Service) -> None:
    others = Service.objects.filter(centre_id=service.centre_id, code=service.code).exclude(pk=service.pk)
    if others.exists():
        raise CodeTaken(
            _("The code %(code)s already belongs to another service. Choose another one.") % {"code": service.code}
        )


def _must_be_allowed_to_run(service: Service, *, on: date) -> None:
    """RULE-04: a task of the powiat needs an agreement, in words or signed and in force; RULE-05: not in a city with
    powiat rights."""
    rights = list(service.centre.municipalities.values_list("has_powiat_rights", flat=True))
    if not service_may_be_active(
        is_powiat_task=service.is_powiat_task,
        gmina_has_powiat_rights=bool(rights) and all(rights),
        has_agreement=bool(service.powiat_agreement.strip()) or _has_powiat_agreement(service, on=on),
    ):
        raise AgreementMissing(
            _("This is a task of the powiat: it may run only under an agreement. Write down the agreement first."),
            provision=provision_of(service_may_be_active),
        )


def _has_powiat_agreement(service: Service, *, on: date) -> bool:
    if service.pk is None:
        return False
    return Agreement.objects.filter(services=service, kind=AgreementKind.POWIAT).valid(on=on).exists()


def _take(service: Service, step: str, *, event: str, by: User | None) -> Service:
    if not SERVICE.allows(service.status, step):
        raise WrongState(
            _("“%(step)s” is not possible now: the service is “%(status)s”. Reload the page to see what changed.")
            % {"step": SERVICE.steps[step].label, "status": service.get_status_display()}
        )
    service.status = SERVICE.steps[step].target
    service.save(update_fields=["status", "changed_at"])
    record(event, subject=service, by=by, service=service.name)
    publish_service_entry(service, at=service.changed_at)
    return service
