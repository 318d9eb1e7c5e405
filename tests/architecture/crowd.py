"""Many of everything in the centre of the story, made by few statements: what a list meets after years of work."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import Model
from django.utils.timezone import now

from cus.accounts.models import Role, RoleHeld, User
from cus.accounts.tests.factories import a_coordinator, a_director, the_centre
from cus.cases.models import (
    Application,
    AssistanceDecision,
    ContactNote,
    Decision,
    Dispatch,
    EnvironmentalInterview,
    FieldCopy,
    FieldMerge,
    FieldSync,
    HandedCase,
    Handover,
    Instrument,
    InstrumentVersion,
    OpsExport,
    OpsImport,
    Plan,
    PlanCoordinator,
    PlanReview,
    PlanTemplate,
    PlanVersion,
    RequestedService,
    Signal,
    Supervision,
    SupervisionSeat,
    Task,
    TemplateNeed,
    Transfer,
    TypicalGoal,
)
from cus.cases.states import ApplicationState, PlanState, RequestState, VersionState
from cus.cases.tests.factories import a_signal
from cus.cases.tests.factories_of_assistance import home_care
from cus.cases.tests.factories_of_instruments import a_form_version
from cus.catalogue.models import Source
from cus.catalogue.tests.factories import a_source
from cus.community.models import Diagnosis, UnmetNeed, UnmetNeedSource
from cus.community.tests.factories import a_draft_diagnosis
from cus.offer.models import (
    Agreement,
    Contest,
    ErrorReport,
    Location,
    Programme,
    ProgrammeVersion,
    ProposedChange,
    Provider,
    Service,
)
from cus.offer.states.programmes import VersionState as ProgrammeState
from cus.offer.tests.factories import a_location, a_provider, a_service
from cus.offer.tests.factories_of_programmes import a_programme_in_force
from cus.offer.tests.factories_of_providers import a_contest, a_proposal, a_report, an_agreement
from cus.people.models import DuplicatePair, EmergencyAccess, Merge, Person, ProcessingBasis
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_basis
from cus.records.models import DeniedTry, Letter
from cus.team.models import Authorisation, Post, Unit

TODAY = date(2026, 3, 2)
FILED_AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
numbers = count(1000)
Thing = TypeVar("Thing", bound=Model)


def many(first: Thing, size: int, **each: Callable[[int], Any]) -> list[Thing]:
    """`size` copies of an unsaved row, saved at once; `each` says what differs in the n-th."""
    rows = []
    for place in range(size):
        row = copy(first)
        row._state = copy(first._state)
        for name, value in each.items():
            setattr(row, name, value(place))
        rows.append(row)
    return list(type(first)._default_manager.bulk_create(rows))


def a_crowd(size: int, *, coordinator: User, worker: User, service: Service) -> None:
    """`size` people in line, `size` with a plan to approve, `size` with a running plan; and all around them."""
    by = {"centre": the_centre()}
    in_line = applications(size, coordinator=coordinator, state=ApplicationState.RECOGNITION)
    requests(in_line, service, state=RequestState.WAITING, waiting_since=TODAY, outcome_on=TODAY)
    with_plan = applications(2 * size, coordinator=coordinator, state=ApplicationState.DECIDED)
    requests(with_plan, service, state=RequestState.QUALIFIED, outcome_on=TODAY)
    plans(with_plan[:size], coordinator, plan=PlanState.PREPARED, version=VersionState.AGREED)
    plans(with_plan[size:], coordinator, plan=PlanState.ACTIVE, version=VersionState.APPROVED)
    watched(with_plan[size:], coordinator)
    applications(size, coordinator=None, state=ApplicationState.FILED)
    around(in_line, coordinator)
    in_the_field(in_line, coordinator)
    help_by_decision(size, worker)
    access(with_plan[:size], coordinator)
    duplicates(in_line, coordinator)
    letters(in_line, coordinator)
    services(size)
    team(size)
    programmes(size)
    providers(size)
    places(size)
    assessment_forms(size)
    imports(size)
    many(Source(**without_pk(a_source()), centre=the_centre()), size - 1, name=lambda _: f"Źródło {next(numbers)}")
    basis = ProcessingBasis(centre=the_centre(), **without_pk(a_basis()))
    many(basis, size - 1, purpose=lambda n: f"Cel {n}")
    signal = a_signal()
    many(Signal(**by, **without_pk(signal)), size - 1, about_name=lambda n: f"Maria {n}")
    unmet = UnmetNeed(**by, source=UnmetNeedSource.SEARCH, noted_on=TODAY)
    many(unmet, size, words=lambda n: f"basen {next(numbers)}")


def duplicates(cases: list[Application], coordinator: User) -> None:
    """For each case a pair to compare, one told apart, and a merge."""
    by, size = {"centre": the_centre()}, len(cases)
    namesake = Person(centre=the_centre(), **without_pk(a_person()))
    others = many(namesake, 2 * size, last_name=lambda n: f"Nowak {n}")
    pair = DuplicatePair(**by, reasons=["NAME_AND_BIRTH"], score=60, found_on=TODAY)
    whose: dict[str, Callable[[int], Any]] = {"first_id": lambda n: cases[n].person_id}
    many(pair, size, **whose, second_id=lambda n: others[n].pk)
    pair.two_people_on, pair.two_people_by = TODAY, coordinator
    many(pair, size, **whose, second_id=lambda n: others[size + n].pk)
    merge = Merge(**by, why="dowód", done_on=TODAY, done_at=FILED_AT, done_by=coordinator)
    many(merge, size, survivor_id=lambda n: cases[n].person_id, merged_id=lambda n: others[n].pk)


def watched(cases: list[Application], coordinator: User) -> None:
    """For each plan a review that is overdue; as many templates and supervisions."""
    by, size = {"centre": the_centre()}, len(cases)
    of = list(Plan.objects.filter(application__in=cases).order_by("id"))
    many(PlanReview(**by, planned_on=date(2026, 1, 20), planned_by=coordinator), size, plan=lambda n: of[n])
    template = PlanTemplate(**by, made_by=coordinator, made_on=TODAY)
    made = many(template, size, name=lambda _: f"Wzór {next(numbers)}")
    many(TemplateNeed(**by, position=1, need="pomoc w domu"), size, template=lambda n: made[n])
    many(TypicalGoal(**by, need="samotność"), size, goal=lambda _: f"Cel {next(numbers)}")
    held = {"held_on": TODAY, "form": "TEAM", "supervisor": "Ewa Lewandowska", "question": "Jak pomóc?"}
    meeting = Supervision(**by, **held, author=coordinator, written_on=TODAY)
    meetings = many(meeting, size, theme=lambda _: f"Temat {next(numbers)}")
    many(SupervisionSeat(**by, user=coordinator), size, supervision=lambda n: meetings[n])


def letters(cases: list[Application], coordinator: User) -> None:
    """For each case a letter that waits, and one that was posted."""
    to = {"name": "Anna Nowak", "address": ["Polna 3", "32-005 Lipnowiec"]}
    told = {"subject_kind": "cases.application", "story_kind": "people.person", "kind": "QUALIFICATION"}
    first = Letter(centre_id=the_centre().pk, **told, title="Pismo", dated_on=TODAY, recipient=to)
    of_case = {
        "subject_id": lambda n: cases[n].pk,
        "story_id": lambda n: cases[n].person_id,
        "number": lambda _: f"CUS.5023.{next(numbers)}.2026",
    }
    many(first, len(cases), **of_case)
    first.state, first.sent_on = "UNDER_WAY", TODAY
    posted = many(first, len(cases), **of_case)
    sent = Dispatch(centre=the_centre(), way="POST", sent_on=TODAY, sent_by=coordinator, addressee=to)
    many(sent, len(cases), letter=lambda n: posted[n], person=lambda n: cases[n].person, batch=lambda _: uuid4())


def applications(size: int, *, coordinator: User | None, state: str) -> list[Application]:
    person = Person(centre=the_centre(), **without_pk(a_person()))
    people = many(person, size, last_name=lambda n: f"Nowak {n}", sort_key=lambda n: f"nowak {n:05}")
    first = Application(
        centre=the_centre(), filed_on=FILED_AT.date(), channel="PHONE", coordinator=coordinator, state=state
    )
    return many(
        first,
        size,
        person=lambda n: people[n],
        number=lambda _: f"CUS.5020.{next(numbers)}.2026",
        code=lambda _: f"KOD{next(numbers):07}",
        submission_key=lambda _: uuid4(),
        filed_at=lambda n: FILED_AT + timedelta(seconds=n),
    )


def requests(of: list[Application], service: Service, **given: Any) -> None:
    first = RequestedService(centre=the_centre(), service=service, **given)
    many(first, len(of), application=lambda n: of[n])


def plans(of: list[Application], coordinator: User, *, plan: str, version: str) -> None:
    by, period = {"centre": the_centre()}, {"starts_on": date(2026, 1, 15), "ends_on": date(2026, 12, 31)}
    made = many(
        Plan(**by, state=plan, begun_on=TODAY, **(period if plan == PlanState.ACTIVE else {})),
        len(of),
        application=lambda n: of[n],
        person=lambda n: of[n].person,
        number=lambda _: f"CUS.5021.{next(numbers)}.2026",
    )
    agreed = {"agreed_on": TODAY, "agreed_how": "w domu", "agreed_by": "Anna Nowak"}
    signed = {"approved_on": TODAY, "approved_by": coordinator} if version == VersionState.APPROVED else {}
    first = PlanVersion(**by, number=1, author=coordinator, state=version, **period, **agreed, **signed)
    many(first, len(of), plan=lambda n: made[n])
    many(PlanCoordinator(**by, user=coordinator, starts_on=date(2026, 1, 1)), len(of), plan=lambda n: made[n])


def around(cases: list[Application], coordinator: User) -> None:
    """A note, a task, a transfer to ask about and a refusal to sign for each case."""
    by, size = {"centre": the_centre()}, len(cases)
    note = ContactNote(**by, kind="CALL", happened_on=TODAY, text="Rozmowa", author=coordinator)
    many(note, size, application=lambda n: cases[n], person=lambda n: cases[n].person)
    task = Task(**by, owner=coordinator, text="Zadzwonić", due_on=TODAY)
    many(task, size, application=lambda n: cases[n], person=lambda n: cases[n].person)
    unit, _ = Unit.objects.get_or_create(**by, name="Zespół pomocy", kind="CUS_TEAM")
    passed = {"consented_on": TODAY, "consented_how": "ustnie", "passed_on": TODAY, "passed_by": coordinator}
    many(Transfer(**by, unit=unit, follow_up_on=TODAY, **passed), size, application=lambda n: cases[n])
    drafted = {"reasons": "Brak miejsc", "provision": "art. 4", "drafted_by": coordinator, "drafted_on": TODAY}
    many(
        Decision(**by, appeal_instruction="14 dni", **drafted),
        size,
        application=lambda n: cases[n],
        number=lambda _: f"CUS.5022.{next(numbers)}.2026",
    )


def in_the_field(cases: list[Application], coordinator: User) -> None:
    """Each case is on a device, and what came back from another one waits to be merged."""
    by, size = {"centre": the_centre()}, len(cases)
    taken = {"device": uuid4(), "taken_at": FILED_AT, "expires_at": FILED_AT + timedelta(days=60), "user": coordinator}
    each = {"application": lambda n: cases[n], "uuid": lambda _: uuid4()}
    copies = many(FieldCopy(**by, **taken), size, **each)
    syncs = many(FieldSync(**by, came_at=FILED_AT, values={}), size, copy=lambda n: copies[n], uuid=lambda _: uuid4())
    first = FieldMerge(**by, user=coordinator, came_at=FILED_AT)
    many(first, size, application=lambda n: cases[n], sync=lambda n: syncs[n])


def help_by_decision(size: int, worker: User) -> None:
    """Interviews to hold and to decide on, decisions to sign, to deliver and to prolong."""
    by, service = {"centre": the_centre()}, home_care()
    made = {"drafted_by": worker, "drafted_on": TODAY, "reasons": "pomoc", "provision": "ustawa"}
    given = {"kind": "GRANT", "hours": 20, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 25), **made}
    signed = {"state": "SIGNED", "lasts_until": date(2026, 3, 25), "signed_by": worker, "signed_on": TODAY}
    for state, interview, decision in (
        (RequestState.OPEN, {"state": "PLANNED"}, {}),
        (RequestState.OPEN, {"state": "SIGNED", "held_on": TODAY, "signed_on": TODAY}, {}),
        (RequestState.OPEN, {"state": "SIGNED", "held_on": TODAY, "signed_on": TODAY}, given),
        (RequestState.GRANTED, {"state": "SIGNED", "held_on": TODAY, "signed_on": TODAY}, given | signed),
    ):
        cases = applications(size, coordinator=None, state=ApplicationState.DECIDED)
        requests(cases, service, state=state, outcome_on=TODAY)
        talk = EnvironmentalInterview(**by, social_worker=worker, ordered_on=TODAY, **interview)
        many(talk, size, application=lambda n, cases=cases: cases[n])
        asked = list(RequestedService.objects.filter(application__in=cases).order_by("id"))
        if decision:
            many(
                AssistanceDecision(**by, **decision),
                size,
                application=lambda n, asked=asked: asked[n].application,
                request=lambda n, asked=asked: asked[n],
                number=lambda _: f"CUS.5024.{next(numbers)}.2026",
            )


def access(cases: list[Application], coordinator: User) -> None:
    """A handover, an emergency to review and a try in vain for each case."""
    by, others = {"centre": the_centre()}, a_coordinator(first_name="Marek", last_name="Kos")
    leave = {"reason": "LEAVE", "starts_on": TODAY, "returns_on": TODAY + timedelta(days=14), "proposed_on": TODAY}
    first = Handover(**by, giver=coordinator, receiver=others, proposed_by=coordinator, **leave)
    made = many(first, len(cases))
    many(HandedCase(**by), len(cases), handover=lambda n: made[n], application=lambda n: cases[n])
    opened = {"starts_at": FILED_AT, "ends_at": FILED_AT + timedelta(hours=24), "reason": "Nikt nie otwiera drzwi."}
    many(EmergencyAccess(**by, user=coordinator, **opened), len(cases), person=lambda n: cases[n].person)
    tried = DeniedTry(centre_id=the_centre().pk, why="KIN", who=coordinator, path="/office/people/1/", method="GET")
    many(tried, len(cases), subject_id=lambda n: cases[n].person_id)


def services(size: int) -> None:
    """Public services with a limit of places that the word "rehabilitacja" finds."""
    for number in range(size):
        a_service(places=5, code=f"W{next(numbers)}", name=f"Rehabilitacja {number}")


def programmes(size: int) -> None:
    """Programmes that have ended without their evaluation and are being prepared anew, and diagnoses."""
    first = a_programme_in_force(ends_on=date(2026, 2, 1))
    row = Programme(centre=the_centre(), **without_pk(first.programme))
    made = many(row, size - 1, uuid=lambda _: uuid4())
    version = ProgrammeVersion(centre=the_centre(), **without_pk(first))
    many(version, len(made), programme=lambda n: made[n])
    draft = {"state": ProgrammeState.DRAFT, "number": 2, "in_force_from": None, "in_force_until": None}
    another = ProgrammeVersion(centre=the_centre(), **(without_pk(first) | draft))
    many(another, len(made), programme=lambda n: made[n])
    diagnosis = Diagnosis(centre=the_centre(), **without_pk(a_draft_diagnosis()))
    many(diagnosis, size - 1)


def places(size: int) -> None:
    place = Location(**without_pk(a_location()), centre=the_centre())
    many(place, size - 1, uuid=lambda _: uuid4(), name=lambda _: f"Dom {next(numbers)}")


def assessment_forms(size: int) -> None:
    """Forms in use, each with its one version."""
    first = a_form_version()
    instrument = Instrument(centre=the_centre(), **without_pk(first.instrument))
    made = many(instrument, size - 1, uuid=lambda _: uuid4())
    many(InstrumentVersion(centre=the_centre(), **without_pk(first)), len(made), instrument=lambda n: made[n])


def providers(size: int) -> None:
    """Providers with an agreement, a proposal and a report each; and as many contests."""
    first = a_provider()
    rows = {"uuid": lambda _: uuid4(), "name": lambda _: f"Fundacja {next(numbers)}"}
    made = many(Provider(centre=the_centre(), **without_pk(first)), size, **rows)
    agreement = Agreement(centre=the_centre(), **without_pk(an_agreement(provider=first)))
    many(agreement, size, number=lambda _: f"U/{next(numbers)}", provider=lambda n: made[n])
    proposal = ProposedChange(centre=the_centre(), **without_pk(a_proposal(first)))
    many(proposal, size, provider=lambda n: made[n])
    report = ErrorReport(centre=the_centre(), **without_pk(a_report(first)))
    many(report, size, provider=lambda n: made[n])
    contest = Contest(centre=the_centre(), **without_pk(a_contest()))
    many(contest, size, title=lambda _: f"Konkurs {next(numbers)}")


def imports(size: int) -> None:
    """Files of an OPS handed in, and files taken out."""
    asked = {"centre": the_centre(), "started_at": now(), "changed_at": now(), "started_by": a_director()}
    many(OpsImport(**asked, from_unit="GOPS", file_name="osoby.csv", state="DONE"), size)
    days = {"first": date(2026, 1, 1), "last": date(2026, 1, 31), "made_at": now()}
    many(OpsExport(centre=the_centre(), kind="PEOPLE", coding="UTF_8", made_by=asked["started_by"], **days), size)


def team(size: int) -> None:
    by = {"centre": the_centre()}
    members = many(User(**by, first_name="Ola", last_name="Lis"), size, email=lambda _: f"{uuid4()}@example.org")
    long_ago = {"starts_on": date(2020, 1, 1)}
    many(RoleHeld(**by, role=Role.COORDINATOR, **long_ago), size, user=lambda n: members[n])
    many(Post(**by, kind="PLAN_COORDINATOR", **long_ago), size, user=lambda n: members[n])
    given = Authorisation(**by, kind="SIGN_DECISIONS", granted_by=members[0], **long_ago)
    many(given, size, user=lambda n: members[n])


def without_pk(thing: Model) -> dict[str, Any]:
    """The values of a saved row, for making others like it."""
    fields: Iterable[Any] = thing._meta.concrete_fields
    return {field.attname: getattr(thing, field.attname) for field in fields if field.name not in ("id", "centre")}
