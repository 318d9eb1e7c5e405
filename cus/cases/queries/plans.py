"""What the pages about plans read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cus.accounts.models import Role, User
from cus.cases.models import (
    ContactNote,
    Delivered,
    Plan,
    PlanCoordinator,
    PlanNeed,
    PlanReview,
    PlanVersion,
    ServiceRow,
    SupportRow,
)
from cus.cases.models.plan import PlanQuerySet, PlanVersionQuerySet
from cus.cases.states import PlanState, VersionState
from cus.kit.polish import fold
from cus.records.models import Event

ENDS_SOON = timedelta(days=30)
LONG_SILENCE = timedelta(days=90)  # at least a contact a quarter
CONTACTS_SHOWN = 8
IN_THE_MAKING = (VersionState.DRAFT, VersionState.AGREED)


@dataclass(frozen=True)
class PlanFilters:
    """What the list is narrowed to."""

    whose: str = "mine"
    state: str = ""
    due: str = ""
    words: str = ""


def plans(*, user: User, on: date, filters: PlanFilters) -> PlanQuerySet:
    """Plans as a list: those that end first, with their coordinator and last contact."""
    rows = Plan.objects.visible_to(user)
    if filters.whose == "mine":
        rows = rows.coordinated_by(user, on=on)
    rows = rows.filter(state=filters.state) if filters.state else rows.alive()
    if filters.words.strip():
        for word in fold(filters.words).split():
            rows = rows.filter(Q(person__search_text__contains=word) | Q(number__icontains=word))
    talks = ContactNote.objects.filter(plan=OuterRef("pk"), reached=True)
    rows = rows.annotate(last_contact_on=talks.last_day())
    if filters.due == "ends":
        rows = rows.filter(state__in=[PlanState.APPROVED, PlanState.ACTIVE], ends_on__lte=on + ENDS_SOON)
    elif filters.due == "contact":
        rows = rows.filter(without_contact(on=on))
    elif filters.due == "review":
        rows = rows.filter(Exists(PlanReview.objects.filter(plan=OuterRef("pk")).overdue(on=on)))
    elif filters.due == "returned":
        rows = rows.filter(Exists(_returned().filter(plan=OuterRef("pk"))))
    return rows.select_related("person").prefetch_related(coordinators_on(on)).order_by("ends_on", "begun_on", "id")


def without_contact(*, on: date) -> Q:
    """Running plans whose contact is due, or of whose person nothing was heard for a quarter.

    Stands on the annotation `last_contact_on`.
    """
    silent = Q(last_contact_on__lt=on - LONG_SILENCE) | Q(
        last_contact_on__isnull=True, starts_on__lt=on - LONG_SILENCE
    )
    due = Q(next_contact_on__lte=on) | Q(next_contact_on__isnull=True) & silent
    return Q(state=PlanState.ACTIVE) & due


def coordinators_on(on: date) -> Prefetch:
    """Fills `terms_today` of each plan with who answers for it that day: one, or none yet."""
    terms = PlanCoordinator.objects.held(on=on).select_related("user")
    return Prefetch("coordinators", queryset=terms, to_attr="terms_today")


def coordinator_of(plan: Plan, *, on: date) -> User | None:
    term = plan.coordinators.held(on=on).select_related("user").first()
    return term.user if term else None


def possible_coordinators(*, user: User) -> QuerySet[User]:
    coordinators: QuerySet[User] = User.objects.visible_to(user).holding(Role.COORDINATOR)
    return coordinators.order_by("last_name", "first_name", "id")


def _returned() -> PlanVersionQuerySet:
    return PlanVersion.objects.filter(state=VersionState.DRAFT).exclude(return_reason="")


def versions_awaiting_approval(*, user: User, on: date) -> PlanVersionQuerySet:
    """Agreed versions, those agreed first on top."""
    coordinators = PlanCoordinator.objects.held(on=on).select_related("user")
    return (
        PlanVersion.objects.visible_to(user)
        .filter(state=VersionState.AGREED)
        .select_related("plan__person", "plan__application", "author")
        .prefetch_related(Prefetch("plan__coordinators", queryset=coordinators, to_attr="terms_today"))
        .order_by("agreed_on", "id")
    )


def with_content(versions: QuerySet[PlanVersion]) -> QuerySet[PlanVersion]:
    """All that `planning.content.content_of` reads, in three queries more whatever the number of rows."""
    needs = PlanNeed.objects.select_related("member__person").prefetch_related(
        Prefetch("service_rows", queryset=ServiceRow.objects.select_related("service", "provider", "member__person")),
        Prefetch("support_rows", queryset=SupportRow.objects.select_related("member__person")),
    )
    return versions.select_related("plan__person", "plan__centre", "centre", "approved_by", "author").prefetch_related(
        Prefetch("needs", queryset=needs)
    )


def current_version(plan: Plan) -> PlanVersion | None:
    """The approved version; before there is one, the last that was written."""
    versions = with_content(plan.versions.all())
    return versions.filter(state=VersionState.APPROVED).first() or versions.order_by("-number").first()


def version_in_the_making(plan: Plan) -> PlanVersion | None:
    return with_content(plan.versions.filter(state__in=IN_THE_MAKING)).first()


def approved_version(plan: Plan) -> PlanVersion | None:
    return with_content(plan.versions.filter(state=VersionState.APPROVED)).first()


def former_version(version: PlanVersion) -> PlanVersion | None:
    """The approved wording that came before, with which a version is compared."""
    kept = [VersionState.APPROVED, VersionState.REPLACED]
    earlier = version.plan.versions.filter(number__lt=version.number, state__in=kept)
    return with_content(earlier).order_by("-number").first()


def last_contacts(plan: Plan, *, user: User) -> QuerySet[ContactNote]:
    notes = ContactNote.objects.visible_to(user).filter(plan=plan).select_related("author")
    return notes.order_by("-happened_on", "-id")[:CONTACTS_SHOWN]


def delivered_in(plan: Plan, *, month: date) -> dict:
    """What was noted for a month, by the key of the row."""
    return {noted.row_key: noted for noted in Delivered.objects.filter(plan=plan, month=month)}


def months_of(plan: Plan, *, on: date) -> list[date]:
    """The months of the plan that have begun, the newest first."""
    if plan.starts_on is None or plan.ends_on is None:
        return []
    last = min(plan.ended_on or plan.ends_on, on).replace(day=1)
    month, months = plan.starts_on.replace(day=1), []
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return months[::-1]


def removals(version: PlanVersion) -> QuerySet[Event]:
    """What was taken out of a draft and can still be put back."""
    return Event.objects.about(version).filter(name="plan.removed")
