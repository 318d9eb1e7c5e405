"""Everything and everybody the stories speak of."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import localdate, make_aware

from cus.accounts.models import Centre, User
from cus.law.working_days import is_working_day
from cus.offer.models import Service
from cus.office.demo.words import Deck
from cus.people.models import Person, Representation
from cus.team.models import Unit

FIRST_MINUTE, LAST_MINUTE = 7 * 60 + 40, 15 * 60 + 20
THIS_MORNING = timedelta(hours=4)


@dataclass
class Scene:
    """`at` is the present: nothing in the stories happens after it."""

    centre: Centre
    at: datetime
    dice: Random
    staff: dict[str, User]
    units: dict[str, Unit]
    people: dict[str, Person]
    relatives: dict[str, Representation]
    services: dict[str, Service] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.on = localdate(self.at)
        self.deck = Deck(self.dice)

    def day(self, ago: int) -> date:
        """So many days before today, or the last working day before that; today is today, and the future as it is."""
        day = self.on - timedelta(days=ago)
        while ago > 0 and not is_working_day(day):
            day -= timedelta(days=1)
        return day

    def moment(self, ago: int) -> datetime:
        """Some minute of office hours; today some minute of the last hours."""
        if ago > 0:
            return self.moment_on(self.day(ago))
        earliest = max(make_aware(datetime.combine(self.on, time())), self.at - THIS_MORNING)
        return earliest + (self.at - earliest) * self.dice.random()

    def moment_on(self, day: date) -> datetime:
        minute = self.dice.randint(FIRST_MINUTE, LAST_MINUTE)
        return make_aware(datetime.combine(day, time(minute // 60, minute % 60)))
