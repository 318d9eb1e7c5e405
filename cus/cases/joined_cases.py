"""What two entries of one person bring together in cases: read before a merge, to say it, and by the merge itself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cus.cases.models import Application, ContactNote, NoteLevel, Plan, PlanCoordinator, RequestedService, TeamMember
from cus.cases.models.unit_access import UnitAccess
from cus.cases.states import RUNNING_OFFER, RequestState
from cus.people.models import Person

ASKED = (RequestState.OPEN, RequestState.WAITING, RequestState.QUALIFIED, RequestState.GRANTED)


@dataclass(frozen=True)
class AskedTwice:
    """One service in two applications of what proves to be one person; the earlier application counts in a line."""

    earlier: RequestedService
    later: RequestedService

    @property
    def is_twice_in_line(self) -> bool:
        waits = (RequestState.OPEN, RequestState.WAITING)
        return self.earlier.state in waits and self.later.state in waits

    @property
    def later_is_to_pause(self) -> bool:
        """Passed over in line until somebody ends it; a place already offered is settled by whoever offered it."""
        return self.is_twice_in_line and not self.later.is_paused and not self.later.is_offered  # type: ignore[attr-defined]


def asked_twice(*entries: Person) -> list[AskedTwice]:
    """Services for which the entries together have more than one application under way."""
    rows = RequestedService.objects.filter(
        application__person__in=entries, application__closed_on__isnull=True, state__in=ASKED
    ).select_related("service", "application__coordinator")
    of_service: dict[int, list[RequestedService]] = defaultdict(list)
    offered = set(rows.filter(offers__state__in=RUNNING_OFFER).values_list("pk", flat=True))
    for row in rows.order_by("application__filed_at", "application_id", "pk"):
        row.is_offered = row.pk in offered  # type: ignore[attr-defined]
        of_service[row.service_id].append(row)
    twice = [AskedTwice(same[0], later) for same in of_service.values() for later in same[1:]]
    return [one for one in twice if one.earlier.application.person_id != one.later.application.person_id]


def living_plans_of(*entries: Person) -> list[Plan]:
    return list(Plan.objects.filter(person__in=entries).alive().select_related("person").order_by("pk"))


def open_to_units(*entries: Person, on: date) -> list[UnitAccess]:
    rows = UnitAccess.objects.filter(person__in=entries).in_force(on=on)
    return list(rows.select_related("unit").order_by("pk"))


def readers_of(person: Person, *, on: date) -> set[int]:
    """The colleagues around a person, who read the notes of the team."""
    members = TeamMember.objects.filter(person=person, user__isnull=False).current(on=on)
    cases = Application.objects.filter(person=person, closed_on__isnull=True, coordinator__isnull=False)
    plans = PlanCoordinator.objects.filter(plan__person=person).held(on=on)
    return {
        *members.values_list("user_id", flat=True),
        *cases.values_list("coordinator_id", flat=True),
        *plans.values_list("user_id", flat=True),
    }


def notes_with_new_readers(one: Person, other: Person, *, on: date) -> list[ContactNote]:
    """The team's notes in each entry that colleagues around only the other one would begin to read."""
    around_one, around_other = readers_of(one, on=on), readers_of(other, on=on)
    widened: Iterable[Person] = [
        person for person, new in ((one, around_other - around_one), (other, around_one - around_other)) if new
    ]
    return list(ContactNote.objects.filter(person__in=widened, level=NoteLevel.TEAM).order_by("pk"))
