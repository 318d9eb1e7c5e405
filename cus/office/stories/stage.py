"""Whom and what a story speaks of, found by the names the story gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils.timezone import make_aware

from cus.accounts.models import Centre, User
from cus.cases.models import Application, Plan, PlanVersion, Signal
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable
from cus.people.models import Household, Person, Representation
from cus.team.models import Unit

MINUTES_OF_A_DAY = 14 * 60  # from nine until eleven at night


@dataclass
class Stage:
    """The centre of a story. Cases are called like their person unless the story calls them otherwise."""

    centre: Centre
    staff: dict[str, User]
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    representatives: dict[str, Representation] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    cases: dict[str, Application] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    things: dict[str | tuple[str, int], Any] = field(default_factory=dict)  # whatever else a story calls by a name
    on: date = date.min
    lines_today: int = 0
    last_event: int = 0  # told so far
    last_letter: int = 0

    @property
    def at(self) -> datetime:
        """Each line of a day comes a minute after the one before, from nine o'clock; more than fit wait till night."""
        minutes = min(self.lines_today, MINUTES_OF_A_DAY)
        return make_aware(datetime.combine(self.on, time(9 + minutes // 60, minutes % 60)))

    def named(self, kind: type[Model], name: object) -> Any:
        """The thing of the kind that the story calls so."""
        shelf = self._shelf(kind)
        if isinstance(name, list | dict):
            raise Unreadable(f"One {SAID[kind]} is asked for here, by the name the story gives.")
        name = str(name)
        if name not in shelf:
            known = ", ".join(map(str, shelf)) or "none yet"
            raise Unreadable(f"“{name}” is no {SAID[kind]} of this story. Known: {known}.")
        found = shelf[name]
        if kind in (Application, Person, Signal):
            found.refresh_from_db()
        return found

    def _shelf(self, kind: type[Model]) -> Mapping[Any, Any]:
        shelves: dict[type[Model], Mapping[Any, Any]] = {
            Application: self.cases,
            Household: self.households,
            Person: self.people,
            Representation: self.representatives,
            Service: self.services,
            Signal: self.signals,
            Unit: self.units,
            User: self.staff,
        }
        return shelves[kind]

    def plan_of(self, case: Application) -> Plan:
        plan = Plan.objects.filter(application=case).order_by("-id").first()
        if plan is None:
            raise Unreadable(f"The case {case.number} has no plan yet.")
        return plan

    def version_of(self, case: Application) -> PlanVersion:
        return PlanVersion.objects.filter(plan=self.plan_of(case)).order_by("-number")[0]


SAID: dict[type[Model], str] = {
    Application: "case",
    Household: "household",
    Person: "person",
    Representation: "representative",
    Service: "service",
    Signal: "signal",
    Unit: "unit",
    User: "member of staff",
}
