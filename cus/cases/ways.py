"""On which ways somebody can be told of a free place: only those they really have, the surest first."""

from dataclasses import dataclass
from datetime import date

from cus.cases.models import OfferChannel
from cus.people.models import Person
from cus.people.queries import OpenChannel, channels_open

SUREST_FIRST = {
    OpenChannel.PHONE: OfferChannel.PHONE,
    OpenChannel.THROUGH_HELPER: OfferChannel.THROUGH_HELPER,
    OpenChannel.EMAIL: OfferChannel.EMAIL,
    OpenChannel.POST: OfferChannel.POST,
    OpenChannel.IN_PERSON: OfferChannel.IN_PERSON,
}


@dataclass(frozen=True)
class WayToTell:
    """A way, where it leads, and what to mind on it."""

    channel: OfferChannel
    to: str
    mind: str

    @property
    def shown(self) -> str:
        return ", ".join(filter(None, (self.to, self.mind)))


def ways_to_tell(person: Person, *, on: date) -> list[WayToTell]:
    """Each open way once. A text message is not among them: the centre has nothing that could send one."""
    found: dict[OfferChannel, WayToTell] = {}
    for way in channels_open(person, on):
        if channel := SUREST_FIRST.get(way.channel):
            found.setdefault(channel, WayToTell(channel, way.to, way.mind))
    return [found[channel] for channel in SUREST_FIRST.values() if channel in found]
