"""What the clock reminds of: agreements that end soon, entries nobody has looked at for long."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre
from cus.offer.freshness import is_check_due
from cus.offer.models import Agreement, Provider, Service, ServiceStatus
from cus.offer.models.agreement import ENDS_SOON
from cus.offer.services.addressees import organisers_of, people_of
from cus.records.log import record
from cus.records.outbox import post

REMIND_AGAIN = timedelta(days=30)


@transaction.atomic
def remind_of_ending_agreements(*, centre: Centre, on: date) -> int:
    """Write to the organisers, once for each agreement that ends within 60 days. Records `agreement.ends_soon`."""
    ending = Agreement.objects.select_for_update(of=("self",)).filter(centre=centre, reminded_on__isnull=True)
    reminded = 0
    for agreement in ending.ending(first=on, last=on + ENDS_SOON).select_related("provider").order_by("id"):
        with override(settings.LANGUAGE_CODE):
            words = {
                "number": agreement.number,
                "day": date_format(agreement.ends_on or on),
                "provider": agreement.provider or _("powiat"),
            }
            title = _("Agreement %(number)s ends on %(day)s") % words
            text = _("The agreement with %(provider)s ends on %(day)s. Decide whether to make a new one.") % words
            for user in organisers_of(centre.pk):
                post(subject=agreement, to=user.email, title=title[:200], text=text)
        agreement.reminded_on = on
        agreement.save(update_fields=["reminded_on"])
        record("agreement.ends_soon", subject=agreement, by=None, story=agreement.provider, agreement=agreement.number)
        reminded += 1
    return reminded


@transaction.atomic
def remind_of_checks(*, centre: Centre, on: date) -> int:
    """Write to the people of providers with entries to look at, at most once in 30 days each. Records
    `provider.reminded`."""
    providers = Provider.objects.select_for_update(of=("self",)).filter(centre=centre, users__isnull=False)
    reminded = 0
    for provider in {one.pk: one for one in providers.order_by("id")}.values():
        entries = entries_to_check(provider, on=on)
        if not entries or (provider.reminded_on and provider.reminded_on + REMIND_AGAIN > on):
            continue
        with override(settings.LANGUAGE_CODE):
            text = _("Please sign in, open “My entry” and press “Still right”, or propose what should change:")
            lines = "\n".join(f"- {entry}" for entry in entries)
            for user in people_of(provider):
                post(subject=provider, to=user.email, title=_("Is your entry still right?"), text=f"{text}\n{lines}")
        provider.reminded_on = on
        provider.save(update_fields=["reminded_on"])
        record("provider.reminded", subject=provider, by=None, provider=provider.name)
        reminded += 1
    return reminded


def entries_to_check(provider: Provider, *, on: date) -> list[Provider | Service]:
    """The provider itself and its services in the catalogue, as far as a look is due."""
    public = [ServiceStatus.PUBLIC, ServiceStatus.PAUSED]
    services = Service.objects.filter(provider=provider, status__in=public).order_by("sort_key", "id")
    entries: list[Provider | Service] = [provider, *services]
    return [entry for entry in entries if is_check_due(entry, on=on)]
