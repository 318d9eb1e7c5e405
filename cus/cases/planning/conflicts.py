"""What does not go together in a plan, looked up in the offer and in the other plans: findings by the keys of rows.

They warn. What the law lets no plan hold (limits of programmes) is refused at approval, elsewhere (`judging.limits`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cus.cases.models import PlanVersion, ServiceRow, SupportRow
from cus.cases.planning.content import SERVICE, ContentSaid, PlanWarning, RowSaid
from cus.cases.states import PlanState, RowState, VersionState
from cus.cases.timetable import slots_of
from cus.kit.polish import fold
from cus.kit.templatetags.kit import day_short
from cus.offer.models import PlannedBreak
from cus.offer.queries.terms import exclusions_within

Findings = dict[UUID, list[PlanWarning]]
LONG_BEFORE_THE_END = timedelta(days=30)
OVER = (RowState.CANCELLED, RowState.INTERRUPTED, RowState.COMPLETED)
LIVING = (PlanState.APPROVED, PlanState.ACTIVE)


@dataclass(frozen=True)
class Meeting:
    """Days on which two rows are both there."""

    first: date
    last: date


def conflicts_of(version: PlanVersion, content: ContentSaid) -> Findings:
    """Everything a plan's rows collide with outside of its own week: a few queries, whatever the number of rows."""
    found: Findings = defaultdict(list)
    services = {row.key: row for need in version.needs.all() for row in need.service_rows.all()}
    for key, warning in _excluded(services):
        found[key].append(warning)
    for key, warning in _breaks(services):
        found[key].append(warning)
    for key, warning in _busy_helpers(version, content):
        found[key].append(warning)
    for key, warning in _ends_long_before(content):
        found[key].append(warning)
    return dict(found)


def together(*found: Mapping[UUID, Collection[PlanWarning]]) -> Findings:
    """Findings of several looks at the same rows."""
    joined: Findings = defaultdict(list)
    for some in found:
        for key, warnings in some.items():
            joined[key] += warnings
    return joined


def _meeting(one: ServiceRow, other: ServiceRow) -> Meeting | None:
    first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
    return Meeting(first, last) if first <= last else None


def _excluded(rows: dict[UUID, ServiceRow]) -> Iterator[tuple[UUID, PlanWarning]]:
    """Two services the programme does not give at the same time to one person."""
    alive = [row for row in rows.values() if row.state not in OVER]
    if len({row.service_id for row in alive}) < 2:
        return
    first, last = min(row.starts_on for row in alive), max(row.ends_on for row in alive)
    exclusions = exclusions_within(service_ids={row.service_id for row in alive}, first=first, last=last)
    for one, other in combinations(alive, 2):
        both, meeting = {one.service_id, other.service_id}, _meeting(one, other)
        rule = next((rule for rule in exclusions if {rule.service_id, rule.other_id} == both), None)
        if rule is None or meeting is None or one.member_id != other.member_id:
            continue
        for mine, theirs in ((one, other), (other, one)):
            text = _("The programme does not give it together with %(other)s: %(why)s Choose one, or part their days.")
            words = {"other": theirs.service.name, "why": f"{rule.reason.rstrip('.')}."}
            yield mine.key, PlanWarning(text % words, "danger")


def _breaks(rows: dict[UUID, ServiceRow]) -> Iterator[tuple[UUID, PlanWarning]]:
    """Days on which the provider, or this service of it, does not work."""
    providers = {row.provider_id for row in rows.values() if row.provider_id}
    if not providers:
        return
    first, last = min(row.starts_on for row in rows.values()), max(row.ends_on for row in rows.values())
    breaks = list(
        PlannedBreak.objects.filter(provider__in=providers, starts_on__lte=last, ends_on__gte=first).order_by(
            "starts_on", "id"
        )
    )
    for row in rows.values():
        for one in breaks:
            is_theirs = one.provider_id == row.provider_id and one.service_id in (None, row.service_id)
            if is_theirs and one.starts_on <= row.ends_on and row.starts_on <= one.ends_on and row.state not in OVER:
                text = _("The provider does not work from %(first)s to %(last)s. Arrange who stands in then.")
                days = {"first": day_short(one.starts_on), "last": day_short(one.ends_on)}
                yield row.key, PlanWarning(text % days)


def _busy_helpers(version: PlanVersion, content: ContentSaid) -> Iterator[tuple[UUID, PlanWarning]]:
    """A neighbour or volunteer who helps somebody else at that hour, known by the phone or the full name.

    Whom they help then is not said: it is nobody's business here.
    """
    rows = [row for row in content.rows if row.thread != SERVICE and row.slots and (row.phone or " " in row.who)]
    if not rows:
        return
    same = Q()
    for row in rows:
        same |= Q(phone=row.phone) if row.phone else Q(who__iexact=row.who)
    others = (
        SupportRow.objects.filter(
            same, version__state=VersionState.APPROVED, version__plan__state__in=LIVING, centre=version.centre_id
        )
        .exclude(version__plan=version.plan_id)
        .exclude(state__in=OVER)
    )
    elsewhere = list(others.only("who", "phone", "when", "starts_on", "ends_on").order_by("id"))
    for row in rows:
        for other in elsewhere:
            if _is_same_helper(row, other) and (at := _same_hour(row, other)):
                text = _("%(who)s already helps somebody else at this time (%(when)s). Agree on another hour.")
                yield row.key, PlanWarning(text % {"who": row.who, "when": at})
                break


def _is_same_helper(row: RowSaid, other: SupportRow) -> bool:
    return row.phone == other.phone if row.phone else fold(row.who) == fold(other.who)


def _same_hour(row: RowSaid, other: SupportRow) -> str:
    if row.starts_on > other.ends_on or other.starts_on > row.ends_on:
        return ""
    theirs = slots_of(other.when)
    return next((row.when for mine in row.slots for their in theirs if mine.overlaps(their)), "")


def _ends_long_before(content: ContentSaid) -> Iterator[tuple[UUID, PlanWarning]]:
    """A service that ends a month or more before the plan: perhaps as it should, so it only informs."""
    for row in content.of_thread(SERVICE):
        if row.state not in OVER and content.ends_on - row.ends_on >= LONG_BEFORE_THE_END:
            text = _(
                "It ends on %(day)s, the plan on %(last)s. Write down who helps afterwards, or plan a review then."
            )
            days = {"day": day_short(row.ends_on), "last": day_short(content.ends_on)}
            yield row.key, PlanWarning(text % days, "info")
