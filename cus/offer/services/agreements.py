"""Everything that changes agreements with providers, and the prices agreed in them."""

from datetime import date, timedelta
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import Agreement, AgreementKind, PriceListItem, Service
from cus.offer.permissions.providers import may_edit_providers
from cus.offer.states.agreements import AGREEMENT, AgreementState
from cus.records.documents import keep_document
from cus.records.log import record
from cus.records.models import Document

EDITABLE_ONCE_SIGNED = frozenset({"note", "data_agreement", "no_data_agreement", "places_text"})


class NumberTaken(Refused):
    """Another agreement of the centre has this number."""


class ProviderMissing(Refused):
    """Only an agreement with the powiat is not with one of the providers."""


class DatesOutOfOrder(Refused):
    """The last day comes before the first."""


class PriceOverlaps(Refused):
    """Another price of the service holds on some of these days."""


class DataAgreementMissing(Refused):
    """Nothing is said about processing personal data."""


@transaction.atomic
def save_agreement(
    *, centre: Centre, agreement_id: int | None = None, fields: dict[str, Any], by: User, on: date
) -> Agreement:
    """Write a draft, or change one; of a signed agreement only what does not change what was agreed.

    Records `agreement.added`, or `agreement.changed` with the fields.
    """
    agreement = _locked(agreement_id, by) if agreement_id else Agreement(centre=centre)
    _must_edit(by, agreement)
    services: list[Service] = list(fields.pop("services", []))
    changed = [name for name, value in fields.items() if getattr(agreement, name) != value]
    if agreement.pk and {one.pk for one in services} != set(agreement.services.values_list("pk", flat=True)):
        changed.append("services")
    if agreement.pk and agreement.state != AgreementState.DRAFT and set(changed) - EDITABLE_ONCE_SIGNED:
        raise Refused(
            _("The agreement is signed: what was agreed stays as it was. Write an annex as a new agreement.")
        )
    for name in set(changed) - {"services"}:
        setattr(agreement, name, fields[name])
    _must_make_sense(agreement)

    is_new = agreement.pk is None
    agreement.save()
    if is_new or "services" in changed:
        agreement.services.set(services)
    if set(changed) & {"services", "starts_on", "ends_on"} and not is_new:
        _fit_prices(agreement)
    if is_new:
        record("agreement.added", subject=agreement, by=by, story=agreement.provider, agreement=agreement.number)
    elif changed:
        record(
            "agreement.changed",
            subject=agreement,
            by=by,
            story=agreement.provider,
            agreement=agreement.number,
            fields=changed,
        )
    return agreement


@transaction.atomic
def sign_agreement(*, agreement_id: int, signed_on: date, by: User, on: date) -> Agreement:
    """Note that both sides signed: from its first day the agreement holds. Records `agreement.signed`."""
    agreement = _locked(agreement_id, by)
    _must_edit(by, agreement)
    if signed_on > on:
        raise Refused(_("The day of signing is in the future. Note it once it is signed."))
    if not agreement.services.exists():
        raise Refused(_("Say first which services the agreement is about."))
    if not (agreement.data_agreement or agreement.no_data_agreement):
        raise DataAgreementMissing(
            _(
                "Say first under which agreement personal data are processed, or why none is needed: "
                "the provider will learn who the people are."
            )
        )
    AGREEMENT.take(agreement, "sign")
    agreement.signed_on = signed_on
    agreement.save(update_fields=["state", "signed_on"])
    record("agreement.signed", subject=agreement, by=by, story=agreement.provider, agreement=agreement.number)
    return agreement


@transaction.atomic
def end_agreement(*, agreement_id: int, last_day: date, reason: str, by: User, on: date) -> Agreement:
    """End a signed agreement before its time; prices end with it. Records `agreement.ended`."""
    agreement = _locked(agreement_id, by)
    _must_edit(by, agreement)
    if last_day < agreement.starts_on or (agreement.ends_on and last_day > agreement.ends_on):
        raise Refused(_("The last day must lie between the first and the last day of the agreement."))
    AGREEMENT.take(agreement, "end")
    agreement.ends_on, agreement.end_reason = last_day, reason
    agreement.save(update_fields=["state", "ends_on", "end_reason"])
    agreement.prices.filter(starts_on__gt=last_day).delete()
    agreement.prices.valid(on=last_day).update(ends_on=last_day)
    record(
        "agreement.ended",
        subject=agreement,
        by=by,
        story=agreement.provider,
        agreement=agreement.number,
        day=last_day.isoformat(),
    )
    return agreement


@transaction.atomic
def add_price(
    *, agreement_id: int, service: Service, unit: str, price_grosze: int, starts_on: date, by: User, on: date
) -> PriceListItem:
    """What a unit costs from a day to the end of the agreement; the price before ends the day before.

    Refuses a day before which a later price is already agreed. Records `price.agreed`.
    """
    agreement = _locked(agreement_id, by)
    _must_edit(by, agreement)
    if not agreement.services.filter(pk=service.pk).exists():
        raise Refused(_("The agreement is not about this service. Add the service to it first."))
    if starts_on < agreement.starts_on or (agreement.ends_on and starts_on > agreement.ends_on):
        raise Refused(_("On that day the agreement does not hold. Choose a day within it."))
    prices = agreement.prices.select_for_update(of=("self",)).filter(service=service)
    if prices.filter(starts_on__gte=starts_on).exists():
        raise PriceOverlaps(_("A price from that day or a later one is already agreed. Choose a later day."))

    prices.valid(on=starts_on).update(ends_on=starts_on - timedelta(days=1))
    try:
        with transaction.atomic():
            price = PriceListItem.objects.create(
                centre_id=agreement.centre_id,
                agreement=agreement,
                service=service,
                unit=unit,
                price_grosze=price_grosze,
                starts_on=starts_on,
                ends_on=agreement.ends_on,
            )
    except IntegrityError as error:
        raise PriceOverlaps(_("Another price of this service holds on some of these days.")) from error
    record(
        "price.agreed",
        subject=agreement,
        by=by,
        story=agreement.provider,
        service=service.name,
        day=date_format(starts_on),
    )
    return price


@transaction.atomic
def take_price_back(*, price_id: int, by: User, on: date) -> None:
    """Remove a price of a draft, or one that has not begun; the one before it goes on. Records `price.removed`."""
    price = PriceListItem.objects.visible_to(by).select_related("service").get(pk=price_id)
    agreement = _locked(price.agreement_id, by)
    _must_edit(by, agreement)
    if agreement.state != AgreementState.DRAFT and price.starts_on <= on:
        raise Refused(_("This price has already been in force and stays in the list. Agree a new one from a day."))
    before = agreement.prices.filter(service=price.service, ends_on=price.starts_on - timedelta(days=1)).first()
    ends_on, name = price.ends_on, price.service.name
    price.delete()
    if before:
        before.ends_on = ends_on
        before.save(update_fields=["ends_on"])
    record("price.removed", subject=agreement, by=by, story=agreement.provider, service=name)


@transaction.atomic
def add_agreement_document(*, agreement_id: int, upload: File, by: User, on: date) -> Document:
    """Keep a file of the agreement. Records `agreement.document_added`."""
    agreement = _locked(agreement_id, by)
    _must_edit(by, agreement)
    document = keep_document(subject=agreement, story=None, upload=upload, by=by)
    record("agreement.document_added", subject=agreement, by=by, story=agreement.provider, document=document.name)
    return document


def _locked(agreement_id: int | None, by: User) -> Agreement:
    rows = Agreement.objects.visible_to(by).select_related("centre", "provider")
    return rows.select_for_update(of=("self",)).get(pk=agreement_id)


def _must_edit(by: User, agreement: Agreement) -> None:
    if not may_edit_providers(by) or agreement.centre_id != by.centre_id:
        raise NotAllowed(_("Only the services organiser and the director change agreements."))


def _fit_prices(agreement: Agreement) -> None:
    """Prices of a draft follow its services and its days."""
    prices = agreement.prices
    prices.exclude(service__in=agreement.services.all()).delete()
    outside = Q(ends_on__lt=agreement.starts_on)
    outside |= Q(starts_on__gt=agreement.ends_on) if agreement.ends_on else Q(pk__in=[])
    prices.filter(outside).delete()
    prices.filter(starts_on__lt=agreement.starts_on).update(starts_on=agreement.starts_on)
    later = prices.filter(service=OuterRef("service"), starts_on__gt=OuterRef("starts_on"))
    prices.filter(~Exists(later)).update(ends_on=agreement.ends_on)


def _must_make_sense(agreement: Agreement) -> None:
    if agreement.kind != AgreementKind.POWIAT and agreement.provider_id is None:
        raise ProviderMissing(_("Choose the provider with whom the agreement is made."))
    if agreement.ends_on and agreement.ends_on < agreement.starts_on:
        raise DatesOutOfOrder(_("The agreement would end before it begins. Correct the dates."))
    others = Agreement.objects.filter(centre_id=agreement.centre_id, number=agreement.number)
    if others.exclude(pk=agreement.pk).exists():
        raise NumberTaken(
            _("The number %(number)s already belongs to another agreement.") % {"number": agreement.number}
        )
