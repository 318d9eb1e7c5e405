"""What a story can expect of a person and of the colleagues around them."""

from typing import Any

from django.utils.translation import override

from cus.accounts.models import User
from cus.cases.models import Filling, Task, TeamMember, UnitAccess
from cus.cases.queries.caseload import nobodys_cases
from cus.office.stories.facts import OF_CENTRE, OF_PERSON, fact
from cus.office.stories.stage import Stage
from cus.people.models import Consent, EmergencyAccess, Person, Representation, Scope
from cus.people.queries import may_act_for


@fact(OF_PERSON, "consents")
def consents(stage: Stage, person: Person) -> list[str]:
    """The kinds of all consents in force on the day, in the order in which they were given."""
    return [one.kind for one in Consent.objects.filter(person=person).in_force(on=stage.on).order_by("id")]


@fact(OF_PERSON, "represented by")
def represented_by(stage: Stage, person: Person) -> list[str]:
    """Who may act for the person on the day."""
    in_force = Representation.objects.filter(person=person).in_force(on=stage.on).order_by("id")
    keys = {one.pk: key for key, one in stage.representatives.items()}
    return [keys.get(one.pk, one.name) for one in in_force]


@fact(OF_PERSON, "may apply for them")
def may_apply(stage: Stage, person: Person) -> list[str]:
    """Who could file an application for the person on the day."""
    rights = Representation.objects.filter(person=person).select_related("person").order_by("id")
    keys = {one.pk: key for key, one in stage.representatives.items()}
    return [keys.get(one.pk, one.name) for one in rights if may_act_for(one, Scope.APPLY, stage.on)]


@fact(OF_PERSON, "lives")
def lives(stage: Stage, person: Person) -> bool:
    """As far as the register knows."""
    return person.deceased_on is None


@fact(OF_PERSON, "moved to")
def moved_to(stage: Stage, person: Person) -> str | None:
    return person.moved_to or None


@fact(OF_PERSON, "homes")
def homes(stage: Stage, person: Person) -> list[str]:
    """The households the person lives in on the day with the part of the time in per cent: “u mamy 50”."""
    rows = person.memberships.lasting(on=stage.on).select_related("household").order_by("starts_on", "id")
    return [f"{one.household.name} {one.share}" for one in rows]


@fact(OF_PERSON, "seen by")
def seen_by(stage: Stage, person: Person) -> list[str]:
    """Who of the staff finds the person in the register at that moment, in the order of `who` in `--words`."""
    staff = {key: User.objects.get(pk=user.pk) for key, user in stage.staff.items()}
    return [key for key, user in staff.items() if Person.objects.visible_to(user).filter(pk=person.pk).exists()]


@fact(OF_PERSON, "tasks")
def tasks(stage: Stage, person: Person) -> list[str]:
    """What is still to be done for the person, in cases and beside them; a part of each sentence is enough."""
    return [one.text for one in Task.objects.filter(person=person).open().order_by("due_on", "id")]


@fact(OF_PERSON, "team")
def team(stage: Stage, person: Person) -> list[str]:
    """Whoever is in the team around the person on the day."""
    keys = {user.pk: key for key, user in stage.staff.items()}
    members = TeamMember.objects.filter(person=person).current(on=stage.on).order_by("id")
    return [keys[one.user_id] if one.user_id else one.name for one in members]


@fact(OF_PERSON, "units that read along")
def units(stage: Stage, person: Person) -> list[str]:
    keys = {unit.pk: key for key, unit in stage.units.items()}
    rows = UnitAccess.objects.in_force(on=stage.on).filter(person=person).order_by("id")
    return [keys[one.unit_id] for one in rows]


@fact(OF_PERSON, "emergencies")
def emergencies(stage: Stage, person: Person) -> list[str]:
    """What was found of each emergency in which the file was opened: to review, justified, to explain, abuse."""
    rows = EmergencyAccess.objects.filter(person=person).order_by("id")
    return [one.verdict or "to review" for one in rows]


@fact(OF_PERSON, "points")
def points(stage: Stage, person: Person) -> list[str]:
    """The first sum of every finished assessment, the first first: “60”."""
    rows = Filling.objects.filter(person=person).finished().order_by("held_on", "id")
    return [str(one.results[0]["points"]) if one.results else "none" for one in rows]


@fact(OF_CENTRE, "cases of nobody")
def cases_of_nobody(stage: Stage, centre: Any) -> list[str]:
    """The cases for which no coordinator answers, the most urgent first."""
    keys = {case.pk: key for key, case in stage.cases.items()}
    with override("en"):
        return [keys[one.case.application.pk] for one in nobodys_cases(user=stage.staff["director"], on=stage.on)]
