"""Everything the page "Who helps me" tells a person of their own case: plain values, in the order of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from cus.accounts.models import RoleHeld, User
from cus.cases.assistance_words import fee_in_words, hours_in_words
from cus.cases.models import (
    Application,
    AssistanceDecision,
    EnvironmentalInterview,
    Pause,
    Plan,
    PlanCoordinator,
    PlanVersion,
    TeamMember,
)
from cus.cases.models.plan import PlanQuerySet
from cus.cases.planning.content import RowSaid
from cus.cases.planning.for_one import Confidential, said_to
from cus.cases.queries.following import FollowedApplication, FollowedRequest, followed
from cus.cases.queries.plans import with_content
from cus.cases.states import OPEN_APPLICATION, InterviewState, PlanState, RequestState, RowState, VersionState
from cus.offer.models import Provider, Service
from cus.people.models import Consent, PageCode, Person, Representation
from cus.records.models import Letter, Reading
from cus.records.states import LetterState

PAGE = "who_helps"
DAYS_AHEAD = 7
READINGS_OF_LAST = timedelta(days=90)
READINGS_SHOWN = 12
LETTERS_SHOWN = 6
LIVING = (PlanState.APPROVED, PlanState.ACTIVE)
GOES_ON = (RowState.PLANNED, RowState.STARTED)
SENT = (LetterState.UNDER_WAY, LetterState.DELIVERED, LetterState.DEEMED, LetterState.RETURNED)


@dataclass(frozen=True)
class Visit:
    """Somebody comes: at what time, who, with what."""

    starts: str
    ends: str
    row: RowSaid


@dataclass(frozen=True)
class DayOfWeek:
    day: date
    visits: tuple[Visit, ...]
    is_paused: bool = False


@dataclass(frozen=True)
class Granted:
    """Help by a decision: what, how much, until when, for how much. The words are those of the decision."""

    service: str
    hours: str
    until: date
    fee: str


@dataclass(frozen=True)
class Matter:
    """A case that is open: what it waits for, what comes next and by when."""

    number: str
    state: str
    missing: str
    due_on: date
    complete_by: date | None
    considered: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """That somebody of a role looked at the data on a day, never which colleague; or a helper with their own card."""

    day: date
    role: str
    helper: str = ""


@dataclass(frozen=True)
class Meeting:
    """The next talk: the coordinator will be in touch by a day, or the social worker comes on it."""

    day: date
    at: str
    with_whom: str
    is_interview: bool = False


@dataclass(frozen=True)
class WhoHelps:
    week: list[DayOfWeek]
    without_day: list[RowSaid]
    pauses: list[Pause]
    helpers: list[RowSaid]
    team: list[TeamMember]
    coordinators: list[User]
    goals: list[str]
    plan_until: date | None
    consents: list[Consent]
    granted: list[Granted]
    waiting: list[FollowedRequest]
    matters: list[Matter]
    letters: list[Letter]
    looked: list[Looked]
    meetings: list[Meeting]

    @property
    def comes_this_week(self) -> bool:
        """Whether the days ahead tell anything: somebody comes, or the plan stands still."""
        return any(day.visits or day.is_paused for day in self.week)

    @property
    def granted_beside_plan(self) -> list[Granted]:
        """Help by a decision whose cost no row of the plan tells already."""
        told = {row.title for row in self.helpers if row.fee}
        return [help for help in self.granted if help.service not in told]


def who_helps(person: Person, *, on: date) -> WhoHelps:
    """The page of one person on one day."""
    hidden = _confidential(person.centre_id)
    plans = list(_plans_of(person).filter(state__in=LIVING).order_by("id"))
    said = [said_to(person, version, hidden=hidden) for version in _approved(plans)]
    rows = [row for one in said for row in one.rows if row.state in GOES_ON and row.ends_on >= on]
    pauses = [pause for pause in Pause.objects.filter(plan__in=plans).order_by("starts_on") if _reaches(pause, on)]
    applications = list(_applications(person, hidden))
    told = [one for one in (_followed(application, on=on) for application in applications) if one]
    return WhoHelps(
        week=_week(rows, pauses, on=on),
        without_day=[row for row in rows if not row.slots],
        pauses=pauses,
        helpers=_each_once(rows),
        team=list(TeamMember.objects.filter(person=person).current(on=on).select_related("user").order_by("id")),
        coordinators=_coordinators(person, applications, on=on),
        goals=[goal for one in said for goal in one.goals],
        plan_until=max((plan.ends_on for plan in plans if plan.ends_on), default=None),
        consents=list(person.consents.in_force(on=on).order_by("starts_on", "id")),
        granted=list(_granted(applications, hidden, on=on)),
        waiting=[one for case in told for one in case.requests if one.place and one.name not in hidden.services],
        matters=[_matter(case, hidden) for case in told if case.is_open],
        letters=_letters(person, applications),
        looked=_looked(person, on=on),
        meetings=sorted(_meetings(plans, applications, on=on), key=lambda meeting: meeting.day),
    )


def reading_with(code: PageCode) -> str:
    """How a reading of the page is kept: that of a helper names the helper."""
    return f"{PAGE}/{code.representation_id}" if code.representation_id else PAGE


def _confidential(centre_id: int) -> Confidential:
    providers = Provider.objects.filter(centre_id=centre_id, is_confidential=True)
    services = Service.objects.filter(centre_id=centre_id).filter(
        Q(provider__is_confidential=True) | Q(locations__is_confidential=True)
    )
    return Confidential(
        frozenset(services.values_list("name", flat=True)), frozenset(providers.values_list("name", flat=True))
    )


def _plans_of(person: Person) -> PlanQuerySet:
    """The person's own plans, and those of the household in which they are."""
    in_it = Q(members__person=person, members__left_on__isnull=True)
    return Plan.objects.filter(Q(person=person) | in_it).distinct()


def _approved(plans: list[Plan]) -> QuerySet[PlanVersion]:
    versions = PlanVersion.objects.filter(plan__in=plans, state=VersionState.APPROVED)
    return with_content(versions).order_by("plan", "id")


def _reaches(pause: Pause, on: date) -> bool:
    soon = pause.starts_on < on + timedelta(days=DAYS_AHEAD)
    return soon and (pause.ends_on is None or pause.ends_on >= on)


def _week(rows: list[RowSaid], pauses: list[Pause], *, on: date) -> list[DayOfWeek]:
    """Today and the six days after it; on days of a pause nobody comes."""
    days = [on + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    return [
        DayOfWeek(day, (), is_paused=True) if _paused(pauses, day) else DayOfWeek(day, tuple(_visits(rows, day)))
        for day in days
    ]


def _paused(pauses: list[Pause], day: date) -> bool:
    return any(pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on) for pause in pauses)


def _visits(rows: list[RowSaid], day: date) -> list[Visit]:
    found = [
        (slot, row)
        for row in rows
        if row.starts_on <= day <= row.ends_on
        for slot in row.slots
        if slot.weekday == day.weekday()
    ]
    found.sort(key=lambda pair: (pair[0].starts is None, pair[0].starts or 0))
    return [Visit(*slot.hours.partition("–")[::2], row) for slot, row in found]


def _each_once(rows: list[RowSaid]) -> list[RowSaid]:
    """One line for the same help by the same people, whatever number of needs it serves."""
    found = {(row.thread, row.title, row.who, row.fee): row for row in reversed(rows)}
    return list(reversed(found.values()))


def _coordinators(person: Person, applications: list[Application], *, on: date) -> list[User]:
    """Of the plans that live, a draft too; else of the newest case."""
    held = (
        PlanCoordinator.objects.filter(plan__in=_plans_of(person).alive())
        .held(on=on)
        .select_related("user")
        .order_by("plan", "id")
    )
    newest = [application.coordinator for application in applications if application.coordinator][-1:]
    return list({user.pk: user for user in [term.user for term in held] or newest}.values())


def _applications(person: Person, hidden: Confidential) -> Iterator[Application]:
    """The person's cases, without those about nothing but confidential services."""
    rows = Application.objects.filter(person=person).select_related("coordinator")
    for application in rows.prefetch_related("requests__service").order_by("id"):
        asked = {request.service.name for request in application.requests.all()}
        if not asked or asked - hidden.services:
            yield application


def _granted(applications: list[Application], hidden: Confidential, *, on: date) -> Iterator[Granted]:
    """Help by a decision that lasts today, with the hours it gives."""
    rows = AssistanceDecision.objects.filter(application__in=applications).giving_help(on=on)
    for decision in rows.select_related("request__service").order_by("starts_on", "id"):
        if decision.lasts_until and (name := decision.request.service.name) not in hidden.services:
            yield Granted(name, hours_in_words(decision), decision.lasts_until, fee_in_words(decision))


def _followed(application: Application, *, on: date) -> FollowedApplication | None:
    waits = any(request.state == RequestState.WAITING for request in application.requests.all())
    if application.state not in OPEN_APPLICATION and not waits:
        return None
    return followed(centre_id=application.centre_id, application_id=application.pk, on=on)


def _matter(case: FollowedApplication, hidden: Confidential) -> Matter:
    return Matter(
        number=case.number,
        state=case.state,
        missing=case.missing,
        due_on=case.due_on,
        complete_by=case.complete_by,
        considered=tuple(
            request.name
            for request in case.requests
            if request.state == RequestState.OPEN and request.name not in hidden.services
        ),
    )


def _letters(person: Person, applications: list[Application]) -> list[Letter]:
    """The last letters on cases told here that left the office; what is being written is not a letter yet."""
    mine = Letter.objects.filter(story_kind=Person._meta.label_lower, story_id=person.pk, state__in=SENT)
    return list(mine.about(*applications).order_by("-dated_on", "-id")[:LETTERS_SHOWN])


def _looked(person: Person, *, on: date) -> list[Looked]:
    """Who looked, by role and day, the newest first; and helpers, with their card. The person's own reading is not."""
    entries = [person, *Person.objects.filter(merged_into=person)]
    rows = Reading.objects.about(*entries).filter(read_at__date__gte=on - READINGS_OF_LAST)
    rows = rows.exclude(page=PAGE, reader__isnull=True)
    if person.user_id:
        rows = rows.exclude(reader=person.user_id)
    readings = list(rows.order_by("-id").values_list("read_at", "reader_id", "page"))
    roles = _roles({reader for _at, reader, _page in readings if reader})
    helpers = Representation.objects.filter(person=person).values_list("pk", "name")
    names = {f"{PAGE}/{pk}": name for pk, name in helpers}
    found = dict.fromkeys(
        Looked(localdate(at), roles.get(reader, "")) if reader else Looked(localdate(at), "", names.get(page, ""))
        for at, reader, page in readings
    )
    return list(found)[:READINGS_SHOWN]


def _roles(readers: set[int]) -> dict[int, str]:
    """The first role each of them was given; who left the centre since is still told by their role."""
    held = RoleHeld.objects.filter(user__in=readers).order_by("-id")
    return dict(held.values_list("user", "role"))


def _meetings(plans: list[Plan], applications: list[Application], *, on: date) -> Iterator[Meeting]:
    for plan in plans:
        if plan.next_contact_on and plan.next_contact_on >= on:
            term = plan.coordinators.held(on=on).select_related("user").first()
            yield Meeting(plan.next_contact_on, "", term.user.name if term else "")
    planned = EnvironmentalInterview.objects.filter(
        application__in=applications, state=InterviewState.PLANNED, planned_on__gte=on
    )
    for interview in planned.select_related("social_worker"):
        at = f"{interview.planned_at.hour}:{interview.planned_at:%M}" if interview.planned_at else ""
        yield Meeting(interview.planned_on, at, interview.social_worker.name, is_interview=True)  # type: ignore[arg-type]
