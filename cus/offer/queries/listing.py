"""What pages read of the offer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.catalogue.models import Entry
from cus.kit.incoming import number_in
from cus.kit.polish import fold
from cus.law.citations import provision_of
from cus.law.services import HelpForm, is_social_service
from cus.offer.events.listing import EVENTS
from cus.offer.facts import facts_of
from cus.offer.models import Service, ServiceForm, ServiceStatus
from cus.offer.models.service import ServiceQuerySet
from cus.offer.quality import Quality, needs_checking, score_of
from cus.offer.queries.found import find_services
from cus.records.models import Event

MONEY = ("zasilek", "dodatek", "stypendium", "swiadczenie pieniezne", "doplata", "dofinansowanie", "bon ")
EVENTS_SHOWN = 30


@dataclass(frozen=True)
class Wanted:
    """The filters of the staff list."""

    text: str = ""
    status: str = ""
    area: str = ""
    needs_checking: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Line:
    """A service in the staff list."""

    service: Service
    quality: int | None
    needs_checking: bool


@dataclass(frozen=True)
class Tally:
    """How many services of the list have a status."""

    status: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True)
class Remark:
    """Something the law would have otherwise, where it only warns."""

    text: str | Promise
    provision: str


def services_of_staff(*, user: User, wanted: Wanted, on: date) -> tuple[list[Line], list[Tally]]:
    """The services the user may see, drafts too, by the search or as asked; and how many have each status."""
    rows: ServiceQuerySet = Service.objects.visible_to(user).select_related("provider").order_by("sort_key", "id")
    area = number_in(wanted.area)
    if area is not None:
        rows = rows.filter(area=area)
    lines = _lines(list(rows), user=user, on=on)
    if wanted.text:
        found = find_services(centre_id=user.centre_id or 0, text=wanted.text, hidden=True).scores
        place = {service_id: number for number, service_id in enumerate(found)}
        lines = sorted((one for one in lines if one.service.pk in place), key=lambda one: place[one.service.pk])
    if wanted.needs_checking:
        lines = [one for one in lines if one.needs_checking]
    counts = Counter(one.service.status for one in lines)
    tallies = [Tally("", _("All"), len(lines), not wanted.status)]
    tallies += [Tally(value, label, counts[value], wanted.status == value) for value, label in ServiceStatus.choices]
    shown = [one for one in lines if wanted.status in ("", one.service.status)]
    return _in_order(shown, wanted.sort), tallies


def _lines(services: list[Service], *, user: User, on: date) -> list[Line]:
    own = Entry.objects.filter(centre_id=user.centre_id, source=None)
    quality = dict(own.values_list("uuid", "quality"))
    return [Line(service, quality.get(service.uuid), is_to_be_checked(service, on=on)) for service in services]


def _in_order(lines: list[Line], sort: str) -> list[Line]:
    """As they are, unless a column is asked for; what is not known comes last."""
    keys: dict[str, Callable[[Line], tuple[bool, Any]]] = {
        "quality": lambda one: (one.quality is None, one.quality),
        "checked": lambda one: (one.service.checked_on is None, one.service.checked_on),
        "name": lambda one: (False, one.service.sort_key),
    }
    column = sort.removeprefix("-")
    if column not in keys:
        return lines
    unknown = [one for one in lines if keys[column](one)[0]]
    known = [one for one in lines if not keys[column](one)[0]]
    return sorted(known, key=keys[column], reverse=sort.startswith("-")) + unknown


def is_to_be_checked(service: Service, *, on: date) -> bool:
    """Nobody has confirmed this entry of the catalogue for as long as it may go without."""
    return service.status in (ServiceStatus.PUBLIC, ServiceStatus.PAUSED) and needs_checking(
        checked_on=service.checked_on, every_months=service.check_every_months, on=on
    )


def quality_of(service: Service, *, at: datetime) -> Quality:
    """The score of a service as it stands now, with what to mend."""
    return score_of(facts_of(service, centre=service.centre, at=at))


def history_of(service: Service) -> list[dict[str, object]]:
    """What happened to the service, the newest first, as entries of a timeline."""
    events = Event.objects.about(service).select_related("actor").order_by("-id")[:EVENTS_SHOWN]
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "text": ", ".join(_names_of_fields(event.details.get("fields", []))),
            "note": event.actor.name if event.actor else str(_("import")),
            "on": event.happened_at,
        }
        for event in events
        if event.name in EVENTS
    ]


def remarks_on(service: Service) -> list[Remark]:
    """RULE-02: money or things alone are not a social service; the centre may switch the rule off."""
    if not service.centre.applies("RULE-02") or is_social_service(forms=help_forms_of(service)):
        return []
    text = _("Money or things alone are not a social service. Say in the description what is done for the person.")
    return [Remark(text, provision_of(is_social_service))]


def help_forms_of(service: Service) -> frozenset[HelpForm]:
    """How the help reaches a person, as far as the description of the service tells."""
    if f"{fold(service.name)} ".startswith(MONEY):
        return frozenset({HelpForm.MONEY})
    if service.form == ServiceForm.ITEM and not service.needs_scheduling:
        return frozenset({HelpForm.GOODS})
    return frozenset({HelpForm.ACTIVITY})


def _names_of_fields(names: Sequence[str]) -> list[str]:
    return [str(Service._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
