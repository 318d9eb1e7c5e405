"""Choosing services for an application: what is chosen, what the words find, and the whole offer by area."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from cus.law.services import area
from cus.offer.models import Service, ServiceStatus
from cus.offer.queries.found import find_services

MOST_FOUND = 10


@dataclass(frozen=True)
class ServicesToChoose:
    """`found` answers the words; without words the whole offer stands in `areas`, by the areas of the Act."""

    words: str = ""
    chosen: list[Service] = field(default_factory=list)
    found: list[Service] = field(default_factory=list)
    areas: list[tuple[str, list[Service]]] = field(default_factory=list)


def services_to_choose(
    *, centre_id: int, words: str, chosen: Collection[UUID], on: date, paused_too: bool = False
) -> ServicesToChoose:
    """What to show in the form: staff may choose a paused service too."""
    statuses = [ServiceStatus.PUBLIC, *([ServiceStatus.PAUSED] if paused_too else [])]
    services = list(Service.objects.filter(centre_id=centre_id, status__in=statuses).order_by("sort_key", "id"))
    is_chosen = [service for service in services if service.uuid in chosen]
    others = [service for service in services if service.uuid not in chosen]
    if words.strip():
        place = {pk: n for n, pk in enumerate(find_services(centre_id=centre_id, text=words).scores)}
        found = sorted((one for one in others if one.pk in place), key=lambda one: place[one.pk])
        return ServicesToChoose(words, is_chosen, found[:MOST_FOUND])
    return ServicesToChoose(words, is_chosen, areas=_by_area(others, on=on))


def _by_area(services: list[Service], *, on: date) -> list[tuple[str, list[Service]]]:
    in_order = sorted(services, key=lambda service: service.area)
    return [
        (area(number=number, on=on).name_pl.capitalize(), list(group))
        for number, group in groupby(in_order, key=lambda service: service.area)
    ]
