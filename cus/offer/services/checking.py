"""Entries of the catalogue that nobody has read for long."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cus.accounts.models import Centre
from cus.offer.models import Service
from cus.offer.publishing import publish_services
from cus.offer.quality import needs_checking
from cus.offer.services.addressees import organisers_of
from cus.records.outbox import post

MOST_LINES = 50


def services_to_check(*, centre: Centre, at: datetime) -> list[Service]:
    """What is in the catalogue and due to be read by a person, the longest unread first."""
    on = localdate(at)
    found = [
        service
        for service in Service.objects.filter(centre=centre).in_catalogue()
        if needs_checking(checked_on=service.checked_on, every_months=service.check_every_months, on=on)
    ]
    return sorted(found, key=lambda one: (one.checked_on or date.min, one.sort_key))


@transaction.atomic
def remind_organisers_of_checks(*, centre: Centre, at: datetime) -> int:
    """One e-mail to each organiser with the list; the entries' quality falls. How many entries are due."""
    due = services_to_check(centre=centre, at=at)
    if not due:
        return 0
    publish_services(due, centre=centre, at=at)
    with override(settings.LANGUAGE_CODE):
        title, text = _letter(due)
        for organiser in organisers_of(centre.pk):
            post(subject=organiser, to=organiser.email, title=title, text=text)
    return len(due)


def _letter(due: list[Service]) -> tuple[str, str]:
    title = ngettext(
        "%(count)d entry of the catalogue to check", "%(count)d entries of the catalogue to check", len(due)
    ) % {"count": len(due)}
    lines = [f"- {service.name} ({_last_check(service)})" for service in due[:MOST_LINES]]
    if len(due) > MOST_LINES:
        lines.append(_("… and %(count)d more") % {"count": len(due) - MOST_LINES})
    advice = _("Open each one, mend what is not true any more, and press “I have read it today and it is true”.")
    return title, "\n".join([advice, "", *lines])


def _last_check(service: Service) -> str:
    if service.checked_on is None:
        return _("never checked")
    return _("checked on %(day)s") % {"day": date_format(service.checked_on)}
