"""How a person's case stands, for another unit: who coordinates, what runs; no notes, no needs, no reasons."""

from dataclasses import dataclass
from datetime import date

from cus.cases.models import Application, Plan, PlanCoordinator, ServiceRow
from cus.cases.states import VersionState
from cus.people.models import Person


@dataclass(frozen=True)
class SharedCase:
    """What the other unit reads."""

    applications: list[Application]
    plan: Plan | None
    coordinator: str
    services: list[ServiceRow]


def shared_case(person: Person, *, on: date) -> SharedCase:
    applications = Application.objects.open().filter(person=person).select_related("coordinator")
    plan = Plan.objects.alive().filter(person=person, starts_on__isnull=False).order_by("-id").first()
    term = PlanCoordinator.objects.held(on=on).filter(plan=plan).select_related("user").first() if plan else None
    rows = ServiceRow.objects.filter(version__plan=plan, version__state=VersionState.APPROVED)
    found = list(applications.order_by("filed_at", "id"))
    of_application = next((case.coordinator.name for case in found if case.coordinator), "")
    return SharedCase(
        applications=found,
        plan=plan,
        coordinator=term.user.name if term else of_application,
        services=list(rows.select_related("service").order_by("position", "id")) if plan else [],
    )
