"""What a version of a plan says, in the order in which people read it: needs, and under each its rows."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from cus.cases.amounts import amount_in_words
from cus.cases.models import PlanNeed, PlanVersion, ServiceRow, SupportRow
from cus.cases.states import ROW, RowState
from cus.cases.timetable import Slot, slots_of
from cus.kit.workflow import Step
from cus.offer.models import ServiceStatus

SERVICE, NEIGHBOUR = "service", "neighbour"
ICONS = {SERVICE: "hands", NEIGHBOUR: "heart"}


@dataclass(frozen=True)
class PlanWarning:
    """What is the matter and what to do; the tone says how grave (danger, warn, info)."""

    text: str
    tone: str = "warn"
    provision: str = ""


@dataclass(frozen=True)
class RowSaid:
    """A row of either thread, told alike: the two have equal weight."""

    id: int
    key: UUID
    thread: str
    title: str
    who: str
    kind: str
    phone: str
    amount: str
    number: Decimal | None
    when: str
    fee: str
    note: str
    starts_on: date
    ends_on: date
    state: RowState
    position: int
    limit: str = ""
    service_is_open: bool = True
    has_provider: bool = True
    unit: str = ""
    for_whom: str = ""
    warnings: tuple[PlanWarning, ...] = ()

    @property
    def steps(self) -> list[Step]:
        """What may happen to it next in a running plan."""
        return ROW.steps_from(self.state)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return slots_of(self.when)

    @property
    def icon(self) -> str:
        return ICONS[self.thread]


@dataclass(frozen=True)
class NeedSaid:
    id: int
    key: UUID
    need: str
    goal: str
    rows: tuple[RowSaid, ...] = ()
    warnings: tuple[PlanWarning, ...] = ()
    for_whom: str = ""


@dataclass(frozen=True)
class ContentSaid:
    """One wording of a plan as plain values, so that it can be compared, checked and printed without a query."""

    starts_on: date
    ends_on: date
    summary: str
    needs: tuple[NeedSaid, ...] = field(default=())

    @property
    def rows(self) -> tuple[RowSaid, ...]:
        return tuple(row for need in self.needs for row in need.rows)

    def of_thread(self, thread: str) -> tuple[RowSaid, ...]:
        return tuple(row for row in self.rows if row.thread == thread)


def content_of(version: PlanVersion) -> ContentSaid:
    """Read a version; `queries.plans.with_content` fetches all of it in a few queries."""
    needs = sorted(version.needs.all(), key=lambda need: (need.position, need.pk))
    return ContentSaid(version.starts_on, version.ends_on, version.summary, tuple(_need(need) for need in needs))


def _need(need: PlanNeed) -> NeedSaid:
    rows = [_service(row) for row in need.service_rows.all()] + [_support(row) for row in need.support_rows.all()]
    in_order = sorted(rows, key=lambda row: (row.position, row.thread != SERVICE, row.id))
    return NeedSaid(need.pk, need.key, need.need, need.goal, tuple(in_order), for_whom=_for_whom(need))


def _for_whom(thing: PlanNeed | ServiceRow | SupportRow) -> str:
    """The name of the one of a household whose it is; nothing when it is everybody's."""
    return thing.member.person.name if thing.member else ""


def _service(row: ServiceRow) -> RowSaid:
    provider = row.provider.name if row.provider else row.service.provider_text
    return RowSaid(
        **_shared(row),
        thread=SERVICE,
        title=row.service.name,
        who=provider,
        kind="",
        phone=row.provider.phone if row.provider else "",
        amount=amount_in_words(row.amount, row.unit, row.rhythm),
        number=row.amount,
        fee=row.fee_text,
        limit=row.service.limit_text,
        service_is_open=row.service.status == ServiceStatus.PUBLIC,
        has_provider=bool(provider),
        unit=row.unit,
    )


def _support(row: SupportRow) -> RowSaid:
    return RowSaid(
        **_shared(row),
        thread=NEIGHBOUR,
        title=row.what,
        who=row.who,
        kind=row.get_kind_display(),
        phone=row.phone,
        amount="",
        number=None,
        fee="",
    )


def _shared(row: ServiceRow | SupportRow) -> dict:
    return {
        "id": row.pk,
        "key": row.key,
        "when": row.when,
        "note": row.note,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "state": RowState(row.state),
        "position": row.position,
        "for_whom": _for_whom(row),
    }
