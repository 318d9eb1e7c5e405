"""What waits for a member of staff today: one list, the most urgent first, each with its clock and its reason."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import (
    Application,
    ContactNote,
    Pause,
    Plan,
    PlanReview,
    PlanVersion,
    Signal,
    Task,
    Transfer,
    TransferAnswer,
)
from cus.cases.states import (
    ApplicationState,
    PlanState,
    SignalState,
    VersionState,
)
from cus.community.queries import renewal_of
from cus.kit.addresses import address_of
from cus.kit.templatetags.kit import day_short
from cus.law.deadlines import plan_due_on
from cus.law.diagnosis import Renewal
from cus.law.plan import is_plan_required
from cus.offer.queries.programmes import evaluations_due
from cus.office.queries.access import emergencies_to_review
from cus.office.queries.assistance_work import assistance_work
from cus.office.queries.signatures import decisions_to_sign
from cus.office.queries.work_item import WorkItem, due_item
from cus.team.queries import approves_plans

SILENCE = timedelta(days=30)
ENDS_SOON = timedelta(days=30)
KEEPS_CASES = CASE_STAFF - {Role.DIRECTOR}  # a director who leads cases holds the role of a coordinator too
OF_TASKS = (
    "text", "due_on", "person__first_name", "person__last_name", "application__person__first_name",
    "application__person__last_name",
)  # fmt: skip
PERSON_SHOWN = ("first_name", "last_name", "sort_key", "born_on", "street", "house", "town")
OF_APPLICATIONS = (
    "number", "state", "filed_at", "filed_on", "missing", "complete_by", "coordination_from", "coordination_to",
    *(f"person__{part}" for part in PERSON_SHOWN),
)  # fmt: skip
OF_PLANS = (
    "number", "state", "starts_on", "ends_on", "ended_on", "next_contact_on", "application__filed_on",
    *(f"person__{part}" for part in PERSON_SHOWN),
)  # fmt: skip


@dataclass(frozen=True)
class Caseload:
    """What a member of staff is responsible for, read once for the list and for the table."""

    applications: list[Application]
    plans: list[Plan]


def caseload_of(*, user: User, on: date) -> Caseload:
    if not user.has_role(*KEEPS_CASES):
        return Caseload([], [])
    return Caseload(list(applications_of(user=user)), list(plans_of(user=user, on=on)))


def work_of(*, user: User, caseload: Caseload, on: date) -> list[WorkItem]:
    """Everything that waits for the user, of all their roles."""
    items = [application_item(application, on=on) for application in caseload.applications]
    items += [item for plan in caseload.plans for item in plan_items(plan, on=on)]
    if user.has_role(*KEEPS_CASES):
        items += transfers_to_follow(user=user, on=on)
    if user.has_role(Role.SOCIAL_WORKER):
        items += assistance_work(user=user, on=on)
    if user.has_role(Role.DIRECTOR, Role.ORGANISER):
        items += plans_to_approve(user=user, on=on)
        items += decisions_to_sign(user=user, on=on)
        items += emergencies_to_review(user=user, on=on)
    if user.has_role(Role.ORGANISER):
        items += evaluations_to_write(user=user, on=on)
        items += diagnosis_to_renew(user=user, on=on)
    if user.has_role(Role.DIRECTOR, Role.ORGANISER, Role.FRONT_DESK):
        items += unassigned_applications(user=user, on=on)
    if user.has_role(Role.FRONT_DESK, Role.COMMUNITY_ORGANISER, Role.ORGANISER):
        items += new_signals(user=user, on=on)
    items += tasks_due(user=user, on=on)
    return sorted(items, key=lambda item: item.urgency)


def applications_of(*, user: User) -> "QuerySet[Application]":
    """The user's applications that still need something: open ones, and decided ones that lack a required plan."""
    own = Application.objects.visible_to(user).filter(coordinator=user)
    no_plan = ~Exists(Plan.objects.filter(application=OuterRef("pk")).exclude(state=PlanState.ABANDONED))
    decided = own.filter(state=ApplicationState.DECIDED).coordinated_long_enough_for_a_plan().filter(no_plan)
    return (
        (own.open() | decided)
        .select_related("person")
        .only(*OF_APPLICATIONS)
        .annotate(last_contact_on=ContactNote.objects.filter(application=OuterRef("pk")).last_day())
        .order_by("filed_at", "id")
    )


def plans_of(*, user: User, on: date) -> "QuerySet[Plan]":
    """The living plans the user coordinates, with what is in the making and when somebody last talked."""
    making = PlanVersion.objects.filter(plan=OuterRef("pk"), state__in=[VersionState.DRAFT, VersionState.AGREED])
    paused = Pause.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), plan=OuterRef("pk"), starts_on__lte=on)
    return (
        Plan.objects.visible_to(user)
        .coordinated_by(user, on=on)
        .alive()
        .select_related("person", "application")
        .only(*OF_PLANS)
        .annotate(
            making=Subquery(making.values("state")[:1]),
            return_reason=Subquery(making.values("return_reason")[:1]),
            pause_reason=Subquery(paused.values("reason")[:1]),
            last_contact_on=ContactNote.objects.filter(plan=OuterRef("pk")).last_day(),
        )
        .order_by("ends_on", "id")
    )


def application_item(application: Application, *, on: date) -> WorkItem:
    """What the coordinator has to do next with an application."""
    url = address_of("cases:application", application.pk)
    due = plan_due_on(applied_on=application.filed_on)
    if application.state == ApplicationState.INCOMPLETE:
        text, button = _("We wait for what is missing: %(missing)s") % {"missing": application.missing}, _("Check")
        due = application.complete_by or due
    elif application.state == ApplicationState.FILED:
        text, button = _("Nobody has talked about needs yet."), _("Recognise needs")
    elif application.state == ApplicationState.RECOGNITION:
        text, button = _("Needs are being recognised. Every service needs its outcome."), _("Open the case")
    else:
        text, button = _("A plan is required and has not been begun."), _("Begin the plan")
    return due_item(application.person.name, text, url, button, due_on=due, on=on)


def plan_is_required(application: Application) -> bool:
    """RULE-45 on what the coordinator noted; nothing noted means not known to be required."""
    starts_on, ends_on = application.coordination_from, application.coordination_to
    return starts_on is not None and is_plan_required(coordination_starts_on=starts_on, coordination_ends_on=ends_on)


def plan_items(plan: Plan, *, on: date) -> list[WorkItem]:
    """What the coordinator has to do with a plan; nothing while it simply runs."""
    page, editor = address_of("cases:plan", plan.pk), address_of("cases:edit_plan", plan.pk)
    name, due = plan.person.name, plan_due_on(applied_on=plan.application.filed_on)
    if plan.state == PlanState.PREPARED and plan.making == VersionState.DRAFT and plan.return_reason:
        return [
            due_item(name, _("The plan came back: %s") % plan.return_reason, editor, _("Correct"), due_on=due, on=on)
        ]
    if plan.state == PlanState.PREPARED and plan.making == VersionState.DRAFT:
        return [due_item(name, _("Finish the plan and agree it."), editor, _("Finish the plan"), due_on=due, on=on)]
    if plan.state == PlanState.ENDED:
        text, due = _("The plan ended. The summary talk is to be held."), (plan.ended_on or on) + SILENCE
        return [due_item(name, text, page, _("Note the talk"), due_on=due, on=on)]
    if plan.state == PlanState.TALKED:
        text, due = _("The talk was held. Describe the course and results."), (plan.ended_on or on) + SILENCE
        return [due_item(name, text, page, _("Close the plan"), due_on=due, on=on)]
    if plan.state == PlanState.ACTIVE:
        return running_plan_items(plan, page=page, on=on)
    return []


def running_plan_items(plan: Plan, *, page: str, on: date) -> list[WorkItem]:
    items, name = [], plan.person.name
    if plan.making == VersionState.DRAFT:
        text = _("A change of the plan is in the making. Agree it with the person.")
        editor = address_of("cases:edit_plan", plan.pk)
        items.append(WorkItem(name, text, editor, _("Finish the change"), days_left=7, label=_("change")))
    if plan.ends_on and plan.ends_on <= on + ENDS_SOON:
        text = _("The plan ends soon. Arrange the talk, or a next plan.")
        items.append(due_item(name, text, page, _("Open the plan"), due_on=plan.ends_on, on=on))
    if plan.next_contact_on and plan.next_contact_on <= on:
        text = _("A contact was promised for this day.")
        items.append(due_item(name, text, f"{page}#contact", _("Note a contact"), due_on=plan.next_contact_on, on=on))
    elif is_silent(plan, on=on):
        days = (on - (plan.last_contact_on or plan.starts_on or on)).days
        words = ngettext("%(days)d day of silence", "%(days)d days of silence", days) % {"days": days}
        text = _("Nobody has noted a contact. The services go on.")
        items.append(WorkItem(name, text, f"{page}#contact", _("Note a contact"), days_left=1, share=100, label=words))
    return items


def is_silent(plan: Plan, *, on: date) -> bool:
    """A running plan, not paused, in which nobody has talked for a month."""
    if plan.state != PlanState.ACTIVE or plan.pause_reason:
        return False
    return (plan.last_contact_on or plan.starts_on or on) < on - SILENCE


def evaluations_to_write(*, user: User, on: date) -> list[WorkItem]:
    """RULE-17: programmes that have ended and are not evaluated."""
    text, button = _("The programme has ended. What did it give?"), _("Evaluate the programme")
    return [
        due_item(one.name, text, address_of("offer:evaluate_programme", one.pk), button, due_on=due, on=on)
        for one, due in evaluations_due(user=user, on=on)
    ]


def diagnosis_to_renew(*, user: User, on: date) -> list[WorkItem]:
    """RULE-18: a reminder before the five years of the last diagnosis are over, an alarm after."""
    renewal, last = renewal_of(centre_id=user.centre_id or 0, on=on)
    if last is None or renewal is Renewal.NOT_YET:
        return []
    text = (
        _("It is valid until %(day)s. Begin the next one.")
        if renewal is Renewal.SOON
        else _("It was valid until %(day)s. Programmes rest on it.")
    )
    url, day = reverse("community:diagnoses"), day_short(last.valid_until)
    title, button = _("The diagnosis of needs"), _("Open the diagnosis")
    return [due_item(title, text % {"day": day}, url, button, due_on=last.valid_until, on=on)]


def transfers_to_follow(*, user: User, on: date) -> list[WorkItem]:
    waiting = Transfer.objects.visible_to(user).filter(
        answer=TransferAnswer.NONE, follow_up_on__lte=on, application__coordinator=user
    )
    rows = waiting.order_by("follow_up_on", "id").values_list(
        "application__person__first_name",
        "application__person__last_name",
        "unit__name",
        "application",
        "follow_up_on",
    )
    text, button = _("Passed on to: %(unit)s. Ask whether they took it over."), _("Note the answer")
    return [
        due_item(
            f"{first} {last}",
            text % {"unit": unit},
            address_of("cases:application", application),
            button,
            due_on=follow_up_on,
            on=on,
        )
        for first, last, unit, application, follow_up_on in rows
    ]


def plans_to_approve(*, user: User, on: date) -> list[WorkItem]:
    """Read from the plans, not from their versions: these would ask for each whether its plan may be seen."""
    if not approves_plans(user, on=on):
        return []
    rows = (
        Plan.objects.visible_to(user)
        .filter(versions__state=VersionState.AGREED)
        .order_by("versions__agreed_on", "versions__id")
        .values_list(
            "person__first_name", "person__last_name", "application__filed_on", "versions__number",
            "versions__agreed_on", "versions__author__first_name", "versions__author__last_name",
        )
    )  # fmt: skip
    text = _("A plan agreed with the person waits for approval. Prepared by: %(author)s.")
    return [
        due_item(
            f"{first} {last}",
            text % {"author": " ".join(author)},
            reverse("cases:approval_queue"),
            _("Read and approve"),
            due_on=plan_due_on(applied_on=filed_on) if number == 1 else (agreed_on or on) + timedelta(days=7),
            on=on,
        )
        for first, last, filed_on, number, agreed_on, *author in rows
    ]


def unassigned_applications(*, user: User, on: date) -> list[WorkItem]:
    nobodys = Application.objects.visible_to(user).open().filter(coordinator__isnull=True)
    shown = nobodys.select_related("person").only("filed_on", "person__first_name", "person__last_name")
    return [
        due_item(
            application.person.name,
            _("An application without a coordinator."),
            address_of("cases:application", application.pk),
            _("Assign"),
            due_on=plan_due_on(applied_on=application.filed_on),
            on=on,
        )
        for application in shown.order_by("filed_at", "id")[:3]
    ]


def new_signals(*, user: User, on: date) -> list[WorkItem]:
    rows = (
        Signal.objects.visible_to(user).filter(state=SignalState.NEW).order_by("-is_urgent", "received_at", "id")[:5]
    )
    return [
        WorkItem(
            title=_("Signal: %(name)s") % {"name": signal.about_name},
            text=signal.content[:160],
            url=address_of("cases:signal", signal.pk),
            button=_("Take it up"),
            days_left=0 if signal.is_urgent else 2,
            label=_("urgent") if signal.is_urgent else _("new"),
            share=100 if signal.is_urgent else 30,
        )
        for signal in rows
    ]


def tasks_due(*, user: User, on: date) -> list[WorkItem]:
    """Tasks whose day has come; a review of a plan already a week before, so that a visit can be arranged."""
    reminders = PlanReview.objects.waiting().filter(reminder__isnull=False).values("reminder")
    tasks = Task.objects.visible_to(user).open().filter(Q(due_on__lte=on) | Q(pk__in=reminders), owner=user)
    tasks = tasks.select_related("person", "application__person").only(*OF_TASKS)
    return [
        due_item(
            person.name if (person := task.person or (task.application and task.application.person)) else _("Task"),
            task.text,
            address_of("cases:application", task.application_id) if task.application_id else reverse("office:today"),
            _("Open"),
            due_on=task.due_on,
            on=on,
        )
        for task in tasks.order_by("due_on", "id")
    ]
