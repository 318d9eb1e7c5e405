"""Who is around a person, who was kept away, what was opened in an emergency, who tried in vain."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import Application, Plan, PlanCoordinator, TeamMember, UnitAccess
from cus.office.pages_in_words import page_in_words
from cus.office.queries.work_item import WorkItem, due_item
from cus.people.models import EmergencyAccess, KinExclusion, Person
from cus.people.models.access import OVERSEERS
from cus.people.models.person import PersonQuerySet
from cus.records.models import DeniedTry, Reading

REVIEWED_WITHIN = timedelta(days=1)
MOST_LOOKS = 100
TO_REVIEW = ("starts_at", "person__first_name", "person__last_name", "user__first_name", "user__last_name")


@dataclass(frozen=True)
class Coordinating:
    """Who answers for a case of the person now."""

    user: User
    number: str
    since: date | None


@dataclass(frozen=True)
class TeamPage:
    """Everybody around a person, and who is kept away."""

    coordinators: list[Coordinating]
    members: list[TeamMember]
    former: list[TeamMember]
    exclusions: list[KinExclusion]
    units: list[UnitAccess]


def team_of(person: Person, *, user: User, on: date) -> TeamPage:
    members = TeamMember.objects.visible_to(user).filter(person=person).select_related("user")
    current = [one for one in members.order_by("starts_on", "id") if one.ends_on is None or one.ends_on >= on]
    exclusions = KinExclusion.objects.visible_to(user).filter(person=person).in_force()
    units = UnitAccess.objects.visible_to(user).in_force(on=on).filter(person=person)
    return TeamPage(
        coordinators=_coordinating(person, user=user, on=on) if user.has_role(*CASE_STAFF) else [],
        members=current,
        former=[one for one in members if one not in current],
        exclusions=list(exclusions.select_related("user").order_by("noted_on", "id")),
        units=list(units.select_related("unit").order_by("starts_on", "id")),
    )


def _coordinating(person: Person, *, user: User, on: date) -> list[Coordinating]:
    terms = (
        PlanCoordinator.objects.in_centre_of(user)
        .held(on=on)
        .filter(plan__in=Plan.objects.alive().filter(person=person))
    )
    of_plans = [
        Coordinating(term.user, term.plan.number, term.starts_on)
        for term in terms.select_related("user", "plan").order_by("starts_on", "id")
    ]
    cases = Application.objects.visible_to(user).open().filter(person=person, coordinator__isnull=False)
    return of_plans + [
        Coordinating(case.coordinator, case.number, None)
        for case in cases.select_related("coordinator").order_by("filed_at", "id")
        if case.coordinator
    ]


def people_meant(*, user: User, words: str) -> PersonQuerySet:
    """Whom an emergency is about: by PESEL, case number, or a whole name; also those whose files are closed.

    Who is known by an entry that was joined to another is meant by the other.
    """
    words = " ".join(words.split())
    numbered = Application.objects.filter(centre_id=user.centre_id, number__iexact=words).values("person")
    first, _space, last = words.partition(" ")
    named = Q(first_name__iexact=first, last_name__iexact=last) if last else Q(pk__in=[])
    by_pesel = Q(pesel=words) if words.isdigit() else Q(pk__in=[])
    meant = Person.objects.filter(by_pesel | named | Q(pk__in=numbered), centre_id=user.centre_id)
    either = Q(pk__in=meant) | Q(pk__in=meant.filter(merged_into__isnull=False).values("merged_into"))
    return Person.objects.standing().filter(either, centre_id=user.centre_id).order_by("pk")


def emergencies(*, user: User) -> QuerySet[EmergencyAccess]:
    """The newest first; those to review before all others."""
    rows = EmergencyAccess.objects.visible_to(user).select_related("person", "user", "reviewed_by")
    return rows.order_by("-reviewed_at", "-starts_at", "-id")


def emergencies_to_review(*, user: User, on: date) -> list[WorkItem]:
    """What a superior looks at the day after: never one's own."""
    waiting = EmergencyAccess.objects.visible_to(user).to_review().filter(starts_at__date__lt=on).exclude(user=user)
    return [
        due_item(
            access.person.name,
            _("%(name)s opened this file in an emergency. Look whether it was needed.") % {"name": access.user.name},
            reverse("office:review_emergency", args=[access.pk]),
            _("Review"),
            due_on=localdate(access.starts_at) + REVIEWED_WITHIN,
            on=on,
        )
        for access in waiting.select_related("person", "user").only(*TO_REVIEW).order_by("starts_at", "id")
    ]


@dataclass(frozen=True)
class Look:
    """A page that was opened."""

    page: str
    read_at: datetime


def looked_at(access: EmergencyAccess) -> list[Look]:
    """What the user opened of the person while the emergency lasted, in its words; the first hundred."""
    span = {"read_at__gte": access.starts_at, "read_at__lte": access.ends_at}
    rows = Reading.objects.about(access.person).filter(reader=access.user, **span).order_by("read_at", "id")
    return [Look(page_in_words(page), at) for page, at in rows.values_list("page", "read_at")[:MOST_LOOKS]]


def denied_tries(*, user: User, why: str = "") -> QuerySet[DeniedTry]:
    """Who asked in vain, the newest first: for the director and the organiser, but nobody reads of their own kin."""
    if not user.has_role(*OVERSEERS):
        return DeniedTry.objects.none()
    rows = DeniedTry.objects.filter(centre_id=user.centre_id).select_related("who")
    return (rows.filter(why=why) if why else rows).order_by("-tried_at", "-id")
