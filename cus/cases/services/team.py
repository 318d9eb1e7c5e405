"""The team around a person: who joins and leaves, which unit reads along, what becomes of the cases of kin."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import Application, PlanCoordinator, TeamMember, TeamRole, UnitAccess
from cus.cases.permissions.team import may_change_team
from cus.kit.errors import NotAllowed, Refused
from cus.people import services as people
from cus.people.models import ConsentKind, KinExclusion, Person
from cus.people.queries.consents import consent_in_force
from cus.people.services import international_phone
from cus.records.log import record
from cus.team.models import Unit


@dataclass(frozen=True)
class Joining:
    """Somebody who joins a team: a colleague, or a name from outside."""

    role: str
    starts_on: date
    user_id: int | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    task: str = ""
    ends_on: date | None = None


@transaction.atomic
def add_team_member(*, person_id: int, joining: Joining, by: User, on: date) -> TeamMember:
    """Put somebody into the team around a person. Records `team.joined`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_team(by, person):
        raise NotAllowed(_("The team around a person is kept by those who work on cases."))
    user = _colleague(joining, person, by=by)
    if joining.ends_on and joining.ends_on < joining.starts_on:
        raise Refused(_("The last day is before the first one. Swap the days or leave the last one empty."))

    member = TeamMember.objects.create(
        centre=person.centre,
        person=person,
        user=user,
        name="" if user else " ".join(joining.name.split()),
        organisation=joining.organisation.strip(),
        phone=international_phone(joining.phone),
        role=TeamRole(joining.role),
        task=joining.task.strip(),
        starts_on=joining.starts_on,
        ends_on=joining.ends_on,
        added_by=by,
    )
    role = str(TeamRole(joining.role).label)
    record("team.joined", subject=member, story=person, by=by, who=name_of(member), role=role)
    return member


def _colleague(joining: Joining, person: Person, *, by: User) -> User | None:
    """The colleague who joins; None for somebody from outside, who must have a name."""
    if joining.user_id is None:
        if not joining.name.strip():
            raise Refused(_("Choose a colleague, or write the name of somebody from outside."))
        return None
    colleague = User.objects.visible_to(by).holding(*CASE_STAFF).filter(pk=joining.user_id).first()
    if colleague is None:
        raise Refused(_("Choose a colleague who works on cases at the centre."))
    if KinExclusion.objects.filter(person=person, user=colleague).in_force().exists():
        raise Refused(_("%(name)s is kept from this file and cannot join the team.") % {"name": colleague.name})
    running = TeamMember.objects.filter(person=person, user=colleague, ends_on__isnull=True)
    if running.exists():
        raise Refused(_("%(name)s is in the team already.") % {"name": colleague.name})
    return colleague


@transaction.atomic
def end_team_member(*, member_id: int, by: User, on: date) -> TeamMember:
    """Yesterday was the last day in the team, or the first if they joined today. Records `team.left`."""
    member = TeamMember.objects.select_for_update(of=("self",)).get(pk=member_id)
    if not may_change_team(by, member.person):
        raise NotAllowed(_("The team around a person is kept by those who work on cases."))
    if member.ends_on is not None and member.ends_on < on:
        raise Refused(_("They left the team already."))

    member.ends_on = max(member.starts_on, on - timedelta(days=1))
    member.save(update_fields=["ends_on"])
    record("team.left", subject=member, story=member.person, by=by, who=name_of(member))
    return member


def name_of(member: TeamMember) -> str:
    return member.user.name if member.user else member.name


@transaction.atomic
def exclude_kin(*, person_id: int, colleague_id: int, ground: str, note: str, by: User, on: date) -> KinExclusion:
    """Keep a colleague from a person's file and take them out of it: of the team, and as coordinator.

    Cases they coordinated are nobody's until somebody takes them. Records `person.colleague_excluded`, `team.left`,
    `case.left_to_nobody`.
    """
    exclusion = people.exclude_colleague(
        person_id=person_id, colleague_id=colleague_id, ground=ground, note=note, by=by, on=on
    )
    person, colleague = exclusion.person, exclusion.user
    _leave_team(person, colleague, by=by, on=on)
    _leave_cases(person, colleague, by=by, on=on)
    return exclusion


def _leave_team(person: Person, colleague: User, *, by: User, on: date) -> None:
    members = TeamMember.objects.select_for_update(of=("self",)).filter(person=person, user=colleague)
    for member in members.current(on=on):
        member.ends_on = max(member.starts_on, on - timedelta(days=1))
        member.save(update_fields=["ends_on"])
        record("team.left", subject=member, story=person, by=by, who=colleague.name)


def _leave_cases(person: Person, colleague: User, *, by: User, on: date) -> None:
    cases = Application.objects.select_for_update(of=("self",)).filter(person=person, coordinator=colleague)
    for case in cases.filter(closed_on__isnull=True):
        case.coordinator = None
        case.save(update_fields=["coordinator"])
        record("case.left_to_nobody", subject=case, story=person, by=by, who=colleague.name, number=case.number)
    terms = PlanCoordinator.objects.select_for_update(of=("self",)).filter(plan__person=person, user=colleague)
    for term in terms.held(on=on).select_related("plan"):
        plan = term.plan
        if term.starts_on == on:
            term.delete()
        else:
            term.ends_on = on - timedelta(days=1)
            term.save(update_fields=["ends_on"])
        record("case.left_to_nobody", subject=plan, story=person, by=by, who=colleague.name, number=plan.number)


@transaction.atomic
def open_to_unit(
    *, person_id: int, unit_id: int, why: str, by: User, on: date, ends_on: date | None = None
) -> UnitAccess:
    """Let another unit read how the person's case stands, on the person's consent. Records `unit.may_read`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_team(by, person):
        raise NotAllowed(_("A case is opened to another unit by those who work on cases."))
    unit = Unit.objects.visible_to(by).filter(pk=unit_id).first()
    consent = consent_in_force(person=person, kind=ConsentKind.SHARE_WITH_UNIT, on=on)
    if unit is None or not why.strip():
        raise Refused(_("Choose the unit and write what it needs the case for."))
    if consent is None:
        raise Refused(_("The person has not agreed to show the case to another unit. Ask and note the consent first."))
    if ends_on and ends_on < on:
        raise Refused(_("Choose a day that is still to come."))
    if UnitAccess.objects.in_force(on=on).filter(person=person, unit=unit).exists():
        raise Refused(_("%(unit)s reads this case already.") % {"unit": unit.name})

    UnitAccess.objects.filter(person=person, unit=unit, closed_on__isnull=True).update(closed_on=on, closed_by=by)
    access = UnitAccess.objects.create(
        centre=person.centre, person=person, unit=unit, consent=consent, why=why.strip(), starts_on=on,
        ends_on=ends_on, given_by=by,
    )  # fmt: skip
    record("unit.may_read", subject=access, story=person, by=by, unit=unit.name)
    return access


@transaction.atomic
def close_to_unit(*, unit_access_id: int, by: User, on: date) -> UnitAccess:
    """The unit reads no more, from this moment on. Records `unit.reads_no_more`."""
    access = UnitAccess.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=unit_access_id)
    if not may_change_team(by, access.person):
        raise NotAllowed(_("A case is opened to another unit by those who work on cases."))
    if access.closed_on is not None:
        raise Refused(_("The unit does not read this case any more."))
    access.closed_on, access.closed_by = on, by
    access.save(update_fields=["closed_on", "closed_by"])
    record("unit.reads_no_more", subject=access, story=access.person, by=by, unit=access.unit.name)
    return access
