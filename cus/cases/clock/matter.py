"""One open matter: its next step, the provision behind it, the day, and why it stands still."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypedDict

from cus.accounts.models import User
from cus.cases.models import Application, MatterKind, Stop
from cus.law.certainty import Certainty
from cus.law.citations import provision_of, rule_of
from cus.law.procedure import due_after_standing
from cus.law.working_days import is_working_day, last_working_day
from cus.people.models import Person

SOON = timedelta(days=7)
TOO_LONG = timedelta(days=30)  # a standstill without an expected end


@dataclass(frozen=True)
class Charge:
    """Who answers for the matter."""

    user_id: int
    name: str

    @classmethod
    def of(cls, user: User | None) -> "Charge | None":
        return cls(user.pk, user.name) if user else None


@dataclass(frozen=True)
class Matter:
    """`due_on` is the day as it stands today; `first_due_on` is what it was before anything stood still."""

    kind: MatterKind
    about: str  # tells matters of one case apart, day after day
    person: Person
    number: str
    application_id: int | None
    subject: str
    next_step: str
    url: str
    first_due_on: date | None
    due_on: date | None
    on: date
    runs_from: date | None = None
    provision: str = ""
    certainty: Certainty | None = None
    charge: Charge | None = None
    is_to_sign: bool = False  # waits for whoever signs decisions or approves plans
    is_of_the_person: bool = False  # the time is the person's: nobody in the office can be late
    may_move: bool = False  # a term in which standing days do not count (RULE-82)
    stands: Stop | None = None
    stops: tuple[Stop, ...] = field(default=())

    @property
    def days_left(self) -> int | None:
        return (self.due_on - self.on).days if self.due_on else None

    @property
    def share(self) -> int:
        """How much of the time is gone, in per cent; late is all of it."""
        if self.due_on is None:
            return 0
        whole = (self.due_on - self.runs_from).days if self.runs_from else 30
        left = (self.due_on - self.on).days
        return max(0, min(100, round(100 * (whole - left) / max(whole, 1))))

    @property
    def days_not_counted(self) -> int:
        return (self.due_on - self.first_due_on).days if self.due_on and self.first_due_on else 0

    @property
    def work_until(self) -> date | None:
        """The last day on which somebody works before a term of the office that ends on a free day."""
        if self.due_on is None or self.is_of_the_person or is_working_day(self.due_on):
            return None
        return last_working_day(self.due_on)

    @property
    def is_late(self) -> bool:
        return not self.is_of_the_person and self.due_on is not None and self.due_on < self.on

    @property
    def is_soon(self) -> bool:
        return not self.is_of_the_person and self.due_on is not None and self.on <= self.due_on <= self.on + SOON

    @property
    def stands_too_long(self) -> bool:
        if self.stands is None:
            return False
        if self.stands.expected_on:
            return self.stands.expected_on < self.on
        return self.stands.starts_on + TOO_LONG < self.on

    @property
    def needs_attention(self) -> bool:
        return self.is_late or self.is_soon or self.stands_too_long

    @property
    def urgency(self) -> tuple[bool, int, str, str]:
        left = self.days_left
        return (left is None, left or 0, self.number, self.about)


class ByLaw(TypedDict):
    """What a rule says of a matter."""

    provision: str
    certainty: Certainty


def by_law(function: Callable[..., object]) -> ByLaw:
    """The provision and the certainty of a rule, as fields of a matter."""
    return {"provision": provision_of(function), "certainty": rule_of(function).certainty}


def matter_of(application: Application, kind: MatterKind, *, on: date, key: object = "", **given: Any) -> Matter:
    """A matter of an application, answered for by its coordinator unless another is given."""
    due_on = given.pop("due_on", None)
    given.setdefault("charge", Charge.of(application.coordinator))
    return Matter(
        kind=kind,
        about=f"{kind.value}:{key}",
        person=application.person,
        number=application.number,
        application_id=application.pk,
        first_due_on=due_on,
        due_on=due_on,
        on=on,
        **given,
    )


def with_stops(matter: Matter, stops: list[Stop], *, rule_applies: bool) -> Matter:
    """The matter with what stood still of it; the day moves only where the law lets it, and only if the centre does.

    The thirty days of RULE-35 are shown with their standstill too, and never move.
    """
    own = tuple(stop for stop in stops if stop.matter in ("", matter.kind))
    stands = next((stop for stop in own if stop.ends_on is None), None)
    due_on = matter.due_on
    if matter.may_move and rule_applies and due_on and matter.runs_from:
        spans = [(stop.starts_on, stop.ends_on) for stop in own]
        due_on = due_after_standing(due_on=due_on, runs_from=matter.runs_from, standstills=spans, on=matter.on)
    return replace(matter, due_on=due_on, stands=stands, stops=own)
