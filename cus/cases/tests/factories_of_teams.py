"""A helper around a person, a handover, another unit that reads along."""

from datetime import date
from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import a_director
from cus.cases.models import Application, HandedCase, Handover, HandoverReason, TeamMember, TeamRole, UnitAccess
from cus.people.models import Consent, ConsentKind, ConsentWay, Person
from cus.team.models import Post, Unit, UnitKind

FROM = date(2026, 1, 10)


def a_team_member(person: Person, **given: Any) -> TeamMember:
    """Nurse Halina from the clinic, unless told who."""
    defaults = {"role": TeamRole.NURSE, "starts_on": FROM}
    if "user" not in given:
        given.setdefault("name", "Halina Bąk")
    given.setdefault("added_by", a_director())
    return TeamMember.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_handover(*cases: Application, giver: User, receiver: User, **given: Any) -> Handover:
    """A leave of two weeks, proposed by the giver: not answered yet."""
    defaults = {
        "reason": HandoverReason.LEAVE,
        "starts_on": FROM,
        "returns_on": date(2026, 1, 24),
        "proposed_by": giver,
        "proposed_on": FROM,
    }
    handover = Handover.objects.create(centre=giver.centre, giver=giver, receiver=receiver, **(defaults | given))
    for case in cases:
        HandedCase.objects.create(centre=giver.centre, handover=handover, application=case)
    return handover


def a_consent_to_share(person: Person, **given: Any) -> Consent:
    defaults = {
        "kind": ConsentKind.SHARE_WITH_UNIT,
        "words": "Zgadzam się, żeby przychodnia wiedziała, jak stoi moja sprawa.",
        "way": ConsentWay.SPOKEN,
        "starts_on": FROM,
    }
    return Consent.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_unit(**given: Any) -> Unit:
    centre = a_director().centre
    unit, _made = Unit.objects.get_or_create(
        centre=centre, name="Miejski Ośrodek Zdrowia", defaults={"kind": UnitKind.MUNICIPAL_UNIT} | given
    )
    return unit


def a_unit_access(person: Person, **given: Any) -> UnitAccess:
    given.setdefault("unit", a_unit())
    given.setdefault("consent", a_consent_to_share(person))
    given.setdefault("given_by", a_director())
    defaults = {"why": "wizyty pielęgniarki", "starts_on": FROM}
    return UnitAccess.objects.create(centre=person.centre, person=person, **(defaults | given))


def works_in(unit: Unit, user: User) -> Post:
    return Post.objects.create(centre=unit.centre, unit=unit, user=user, kind="OFFICE", starts_on=date(2020, 1, 1))
