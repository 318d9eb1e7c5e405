"""Writing the draft with the person: needs with their goals, and under each the rows of both threads."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core import serializers
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import PlanMember, PlanNeed, PlanVersion, Rhythm, ServiceRow, SupportRow
from cus.cases.planning.content import NEIGHBOUR, SERVICE
from cus.cases.services.plans.locking import draft
from cus.kit.errors import Refused
from cus.kit.templatetags.kit import day_short
from cus.law.citations import provision_of
from cus.law.plan import last_day_allowed, length_is_allowed
from cus.offer.models import Provider, Service
from cus.records.log import record
from cus.records.models import Event

ROWS: dict[str, type[ServiceRow] | type[SupportRow]] = {SERVICE: ServiceRow, NEIGHBOUR: SupportRow}


@dataclass(frozen=True)
class ServiceGiven:
    """What is written into a row of a service."""

    need_id: int
    service_id: int
    starts_on: date
    ends_on: date
    amount: Decimal | None = None
    unit: str = ""
    rhythm: str = Rhythm.WEEK
    when: str = ""
    provider_id: int | None = None
    fee_text: str = ""
    note: str = ""
    member_id: int | None = None


@dataclass(frozen=True)
class SupportGiven:
    """What is written into a row of neighbours' help: never a fee (RULE-54)."""

    need_id: int
    kind: str
    what: str
    who: str
    starts_on: date
    ends_on: date
    when: str = ""
    phone: str = ""
    note: str = ""
    member_id: int | None = None


@transaction.atomic
def change_frame(*, version_id: int, starts_on: date, ends_on: date, summary: str, by: User, on: date) -> PlanVersion:
    """Set the days of the draft and what matters most; rows that ran to the old edges follow. RULE-46."""
    version = draft(version_id, by=by, on=on)
    _check_order(starts_on, ends_on)
    if not length_is_allowed(starts_on=starts_on, ends_on=ends_on):
        raise Refused(
            _("A plan that starts on %(first)s may run until %(last)s at the latest.")
            % {"first": day_short(starts_on), "last": day_short(last_day_allowed(starts_on=starts_on))},
            provision=provision_of(last_day_allowed),
        )
    was_from, was_to = version.starts_on, version.ends_on
    for row in chain(version.service_rows.all(), version.support_rows.all()):
        first = starts_on if row.starts_on == was_from else row.starts_on
        last = ends_on if row.ends_on == was_to else row.ends_on
        if first <= last:
            row.starts_on, row.ends_on = first, last
            row.save(update_fields=["starts_on", "ends_on"])
    version.starts_on, version.ends_on, version.summary = starts_on, ends_on, summary.strip()
    version.save(update_fields=["starts_on", "ends_on", "summary"])
    _note_change(version, by=by)
    return version


@transaction.atomic
def add_need(*, version_id: int, need: str, goal: str, by: User, on: date, member_id: int | None = None) -> PlanNeed:
    version = draft(version_id, by=by, on=on)
    if not need.strip():
        raise Refused(_("Write the need in a few words."))
    last = max(version.needs.values_list("position", flat=True), default=0)
    added = PlanNeed.objects.create(
        centre=version.centre, version=version, position=last + 1, need=need.strip(), goal=goal.strip(),
        member=_member(version, member_id),
    )  # fmt: skip
    _note_change(version, by=by)
    return added


@transaction.atomic
def change_need(*, need_id: int, need: str, goal: str, by: User, on: date, member_id: int | None = None) -> PlanNeed:
    changed = PlanNeed.objects.get(pk=need_id)
    version = draft(changed.version_id, by=by, on=on)
    if not need.strip():
        raise Refused(_("Write the need in a few words."))
    changed.need, changed.goal = need.strip(), goal.strip()
    changed.member = _member(version, member_id)
    changed.save(update_fields=["need", "goal", "member"])
    _note_change(version, by=by)
    return changed


@transaction.atomic
def move_need(*, need_id: int, up: bool, by: User, on: date) -> None:
    """One place up or down among the needs."""
    moved = PlanNeed.objects.get(pk=need_id)
    version = draft(moved.version_id, by=by, on=on)
    _swap(list(version.needs.order_by("position", "id")), moved, up=up)
    _note_change(version, by=by)


@transaction.atomic
def remove_need(*, need_id: int, by: User, on: date) -> Event:
    """Take a need out with its rows. The event it records (`plan.removed`) can be undone by `restore_removed`."""
    need = PlanNeed.objects.get(pk=need_id)
    version = draft(need.version_id, by=by, on=on)
    event = _keep_removed(version, [need, *need.service_rows.all(), *need.support_rows.all()], str(need), by=by)
    need.delete()
    return event


@transaction.atomic
def add_service_row(*, version_id: int, given: ServiceGiven, by: User, on: date) -> ServiceRow:
    """What is left empty (unit, fee, provider) is taken from the catalogue."""
    version = draft(version_id, by=by, on=on)
    need, service, provider = _checked_service(version, given)
    given = replace(given, fee_text=given.fee_text or service.fee_text[:200])
    provider = provider or service.provider
    row = ServiceRow.objects.create(
        centre=version.centre,
        version=version,
        position=_last_position(need) + 1,
        **_service_fields(given, need, service, provider),
        member=_member(version, given.member_id),
    )
    _note_change(version, by=by)
    return row


@transaction.atomic
def change_service_row(*, row_id: int, given: ServiceGiven, by: User, on: date) -> ServiceRow:
    row = ServiceRow.objects.get(pk=row_id)
    version = draft(row.version_id, by=by, on=on)
    need, service, provider = _checked_service(version, given)
    if need.pk != row.need_id:
        row.position = _last_position(need) + 1
    if service.pk != row.service_id:
        row.request = None
    row.member = _member(version, given.member_id)
    _save(row, _service_fields(given, need, service, provider), also=["position", "request", "member"])
    _note_change(version, by=by)
    return row


@transaction.atomic
def add_support_row(*, version_id: int, given: SupportGiven, by: User, on: date) -> SupportRow:
    version = draft(version_id, by=by, on=on)
    need = _checked_support(version, given)
    row = SupportRow.objects.create(
        centre=version.centre, version=version, position=_last_position(need) + 1, **_support_fields(given, need),
        member=_member(version, given.member_id),
    )  # fmt: skip
    _note_change(version, by=by)
    return row


@transaction.atomic
def change_support_row(*, row_id: int, given: SupportGiven, by: User, on: date) -> SupportRow:
    row = SupportRow.objects.get(pk=row_id)
    version = draft(row.version_id, by=by, on=on)
    need = _checked_support(version, given)
    if need.pk != row.need_id:
        row.position = _last_position(need) + 1
    row.member = _member(version, given.member_id)
    _save(row, _support_fields(given, need), also=["position", "member"])
    _note_change(version, by=by)
    return row


@transaction.atomic
def move_row(*, thread: str, row_id: int, up: bool, by: User, on: date) -> None:
    """One place up or down among the rows of its need, of both threads alike."""
    moved = ROWS[thread].objects.select_related("need").get(pk=row_id)
    version = draft(moved.version_id, by=by, on=on)
    both = [*moved.need.service_rows.all(), *moved.need.support_rows.all()]
    _swap(sorted(both, key=lambda row: (row.position, isinstance(row, SupportRow), row.pk)), moved, up=up)
    _note_change(version, by=by)


@transaction.atomic
def remove_row(*, thread: str, row_id: int, by: User, on: date) -> Event:
    """Take a row out. The event it records (`plan.removed`) can be undone by `restore_removed`."""
    row = ROWS[thread].objects.get(pk=row_id)
    version = draft(row.version_id, by=by, on=on)
    what = row.what if isinstance(row, SupportRow) else row.service.name
    event = _keep_removed(version, [row], what, by=by)
    row.delete()
    return event


@transaction.atomic
def restore_removed(*, event_id: int, by: User, on: date) -> PlanVersion:
    """Put back what was taken out, as it was. Records `plan.restored`; doing it twice changes nothing."""
    event = Event.objects.get(pk=event_id, name="plan.removed")
    version = draft(event.subject_id, by=by, on=on)
    things: list[Any] = [found.object for found in serializers.deserialize("json", event.details["kept"])]
    for thing in things:
        if type(thing).objects.filter(pk=thing.pk).exists():
            return version
        if not isinstance(thing, PlanNeed) and not version.needs.filter(pk=thing.need_id).exists():
            raise Refused(_("The need it belonged to is gone. Restore the need first."))
        thing._state.adding = True
        thing.save(force_insert=True)
    record("plan.restored", subject=version, by=by, what=event.details["what"])
    return version


def _keep_removed(version: PlanVersion, things: list[Any], what: str, *, by: User) -> Event:
    return record("plan.removed", subject=version, by=by, what=what, kept=serializers.serialize("json", things))


def _note_change(version: PlanVersion, *, by: User) -> None:
    """Who wrote a draft may not approve it (RULE-49): the record tells. It stands on nobody's timeline."""
    record("plan.draft_changed", subject=version, by=by, number=version.plan.number)


def _checked_service(version: PlanVersion, given: ServiceGiven) -> tuple[PlanNeed, Service, Provider | None]:
    _check_order(given.starts_on, given.ends_on)
    if given.amount is not None and given.amount <= 0:
        raise Refused(_("The amount must be more than zero."))
    need = version.needs.get(pk=given.need_id)
    service = Service.objects.get(pk=given.service_id, centre_id=version.centre_id)
    providers = Provider.objects.filter(centre_id=version.centre_id)
    provider = providers.filter(pk=given.provider_id).first() if given.provider_id else None
    return need, service, provider


def _checked_support(version: PlanVersion, given: SupportGiven) -> PlanNeed:
    _check_order(given.starts_on, given.ends_on)
    return version.needs.get(pk=given.need_id)


def _member(version: PlanVersion, member_id: int | None) -> PlanMember | None:
    """Whom of a household it is for; nobody in particular means everybody."""
    return version.plan.members.in_it().get(pk=member_id) if member_id else None


def _check_order(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first. Change one of them."))


def _service_fields(
    given: ServiceGiven, need: PlanNeed, service: Service, provider: Provider | None
) -> dict[str, Any]:
    fields = asdict(given) | {"need": need, "service": service, "provider": provider}
    fields["unit"] = given.unit.strip() or service.unit
    for replaced in ("need_id", "service_id", "provider_id", "member_id"):
        fields.pop(replaced)
    return fields


def _support_fields(given: SupportGiven, need: PlanNeed) -> dict[str, Any]:
    fields = asdict(given) | {"need": need}
    fields.pop("need_id")
    fields.pop("member_id")
    return fields


def _save(row: ServiceRow | SupportRow, fields: dict[str, Any], *, also: list[str]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, *also])


def _last_position(need: PlanNeed) -> int:
    rows = chain(
        need.service_rows.values_list("position", flat=True), need.support_rows.values_list("position", flat=True)
    )
    return max(rows, default=0)


def _swap(in_order: list[Any], moved: Any, *, up: bool) -> None:
    """Exchange a thing with its neighbour above or below, and number all of them anew."""
    place = in_order.index(moved)
    other = place - 1 if up else place + 1
    if 0 <= other < len(in_order):
        in_order[place], in_order[other] = in_order[other], in_order[place]
    for position, thing in enumerate(in_order, start=1):
        if thing.position != position:
            thing.position = position
            thing.save(update_fields=["position"])
