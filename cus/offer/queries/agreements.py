"""What pages read of agreements."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.offer.models import Agreement, PriceListItem
from cus.offer.models.agreement import ENDS_SOON
from cus.offer.states.agreements import AgreementState
from cus.records.models import Document

SHOWN = {
    "": _("All"),
    "valid": _("In force"),
    "ending": _("Ending in 60 days"),
    "draft": _("Drafts"),
    "over": _("Over"),
}


@dataclass(frozen=True)
class Standing:
    """How an agreement stands on a day: its word and tone."""

    label: str | Promise
    tone: str


def agreements_of_staff(*, user: User, show: str, on: date) -> QuerySet[Agreement]:
    """The agreements of one pill of the list, those that end first on top."""
    rows = Agreement.objects.visible_to(user).select_related("provider").prefetch_related("services")
    found: QuerySet[Agreement] = narrowed(rows, show, on=on).order_by("ends_on", "id")
    return found


def narrowed(rows: QuerySet, show: str, *, on: date) -> QuerySet:
    match show:
        case "valid":
            return rows.valid(on=on)  # type: ignore[attr-defined]
        case "ending":
            return rows.ending(first=on, last=on + ENDS_SOON)  # type: ignore[attr-defined]
        case "draft":
            return rows.filter(state=AgreementState.DRAFT)
        case "over":
            return rows.filter(ends_on__lt=on).exclude(state=AgreementState.DRAFT)
        case _:
            return rows


def counts_of(*, user: User, on: date) -> dict[str, int]:
    """How many agreements each pill shows."""
    rows = Agreement.objects.visible_to(user)
    return {show: narrowed(rows, show, on=on).count() for show in SHOWN}


def standing_of(agreement: Agreement, *, on: date) -> Standing:
    if agreement.state == AgreementState.DRAFT:
        return Standing(_("draft"), "")
    if agreement.ends_on and agreement.ends_on < on:
        return Standing(_("over"), "")
    if agreement.starts_on > on:
        return Standing(_("signed, not begun"), "info")
    if agreement.ends_on and agreement.ends_on <= on + ENDS_SOON:
        return Standing(_("ends soon"), "warn")
    return Standing(_("in force"), "ok")


def prices_of(agreement: Agreement) -> list[PriceListItem]:
    return list(agreement.prices.select_related("service").order_by("service__sort_key", "service_id", "-starts_on"))


def documents_of(agreement: Agreement) -> list[Document]:
    return list(Document.objects.about(agreement).order_by("-id"))
