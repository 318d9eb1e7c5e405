"""What pages read of places."""

from django.db.models import Count

from cus.accounts.models import User
from cus.offer.events.locations import EVENTS
from cus.offer.models import Location
from cus.offer.models.location import LocationQuerySet
from cus.records.models import Event

EVENTS_SHOWN = 30


def locations_of_staff(*, user: User) -> LocationQuerySet:
    """The places of the user's centre by name, each with how many services are given there."""
    return Location.objects.visible_to(user).annotate(service_count=Count("services")).order_by("name", "id")


def history_of(place: Location) -> list[dict[str, object]]:
    """What happened to the place, the newest first, as entries of a timeline."""
    events = Event.objects.about(place).select_related("actor").order_by("-id")[:EVENTS_SHOWN]
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "text": ", ".join(str(Location._meta.get_field(name).verbose_name) for name in _fields(event)),  # type: ignore[union-attr]
            "note": event.actor.name if event.actor else "",
            "on": event.happened_at,
        }
        for event in events
        if event.name in EVENTS
    ]


def _fields(event: Event) -> list[str]:
    return event.details.get("fields", []) if event.name == "location.changed" else []
