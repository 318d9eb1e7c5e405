"""Writing into the case what came from a device: only through the services the office uses, with their refusals."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.field.merging import IS_THERE, THERE, Values, in_groups, thing_of, values_of_thing
from cus.cases.field.office import own_draft, plan_version
from cus.cases.field.values import FINDINGS, FINISH, recognition_values
from cus.cases.models import Application, PlanVersion, RecognitionPlace, Rhythm, ServiceRow, SupportKind, SupportRow
from cus.cases.services.field.reading import read_amount, read_choice, read_day, read_phone, read_text
from cus.cases.services.outcomes import change_recognition, recognise_needs
from cus.cases.services.outcomes.recognition import Findings
from cus.cases.services.plans import (
    ServiceGiven,
    SupportGiven,
    add_need,
    add_service_row,
    add_support_row,
    change_frame,
    change_need,
    change_service_row,
    change_support_row,
    remove_need,
    remove_row,
)
from cus.kit.errors import Refused, WrongState

IN_ORDER = ("recognition", "frame", "need", "service", "support")


@dataclass(frozen=True)
class Obstacle:
    """Fields that could not be written, and why."""

    keys: tuple[str, ...]
    text: str
    provision: str


@dataclass(frozen=True)
class Hand:
    """Who writes into which case on which day."""

    application: Application
    by: User
    on: date


def write_values(hand: Hand, changes: Values, *, whole: Values) -> list[Obstacle]:
    """Write each group of fields by itself: a refusal of one keeps none of the others back.

    `whole` is everything the device has, for what must be made anew.
    """
    groups = in_groups(changes)
    removals = [group for group in groups if changes.get(f"{group}.{IS_THERE}", THERE) != THERE]
    ordered = sorted(set(groups) - set(removals), key=_place) + sorted(removals, key=_place, reverse=True)
    obstacles = []
    for group in ordered:
        given = {key: changes[key] for key in groups[group]}
        try:
            with transaction.atomic():
                _write_group(hand, group, given, whole)
        except Refused as refusal:
            obstacles.append(Obstacle(tuple(given), str(refusal), refusal.provision))
    return obstacles


def _place(group: str) -> int:
    return IN_ORDER.index(thing_of(group + ".")[0])


def _write_group(hand: Hand, group: str, changes: Values, whole: Values) -> None:
    kind, _dot, key = group.partition(".")
    if kind == "recognition":
        _write_recognition(hand, changes, whole)
        return
    version = plan_version(hand.application)
    if version is None:
        raise WrongState(_("This case has no plan any more that could take this. Begin a plan, then merge it."))
    if kind == "frame":
        change_frame(
            version_id=version.pk, starts_on=version.starts_on, ends_on=version.ends_on,
            summary=changes["frame.summary"], by=hand.by, on=hand.on,
        )  # fmt: skip
        return
    write: Callable[..., None] = {"need": _write_need, "service": _write_service, "support": _write_support}[kind]
    if changes.get(f"{group}.{IS_THERE}", THERE) != THERE:
        _remove(hand, version, kind, key)
        return
    write(hand, version, UUID(key), values_of_thing(whole | changes, kind, key))


def _write_recognition(hand: Hand, changes: Values, whole: Values) -> None:
    """Into one's own draft; where there is none, as a new conversation with all that is known."""
    draft = own_draft(hand.application, user=hand.by)
    values = (recognition_values(draft) if draft else whole) | changes
    given: dict[str, Any] = {
        "held_on": read_day(values.get("recognition.held_on", "")),
        "place": read_choice(values.get("recognition.place", ""), RecognitionPlace),
        "finished": values.get(FINISH) == THERE,
        "findings": Findings(**{name: read_text(name, values.get(f"recognition.{name}", "")) for name in FINDINGS}),  # type: ignore[typeddict-item]
        "by": hand.by,
        "on": hand.on,
    }
    if draft:
        change_recognition(recognition_id=draft.pk, **given)
    else:
        recognise_needs(application_id=hand.application.pk, **given)


def _write_need(hand: Hand, version: PlanVersion, key: UUID, values: Values) -> None:
    need, goal = read_text("need", values.get("need", "")), read_text("goal", values.get("goal", ""))
    found = version.needs.filter(key=key).first()
    if found:
        change_need(need_id=found.pk, need=need, goal=goal, by=hand.by, on=hand.on)
        return
    _keep_key(add_need(version_id=version.pk, need=need, goal=goal, by=hand.by, on=hand.on), key)


def _write_service(hand: Hand, version: PlanVersion, key: UUID, values: Values) -> None:
    row = version.service_rows.filter(key=key).first()
    said: dict[str, Any] = {
        "need_id": _need_id(version, values),
        "service_id": row.service_id if row else _service_id(hand, values),
        "amount": read_amount(values.get("amount", "")),
        "rhythm": read_choice(values.get("rhythm") or Rhythm.WEEK, Rhythm),
        "when": read_text("when", values.get("when", "")),
        "note": read_text("note", values.get("note", "")),
    }
    if row is None:
        given = ServiceGiven(starts_on=version.starts_on, ends_on=version.ends_on, **said)
        _keep_key(add_service_row(version_id=version.pk, given=given, by=hand.by, on=hand.on), key)
        return
    change_service_row(row_id=row.pk, given=replace(_as_given(ServiceGiven, row), **said), by=hand.by, on=hand.on)


def _write_support(hand: Hand, version: PlanVersion, key: UUID, values: Values) -> None:
    row = version.support_rows.filter(key=key).first()
    said: dict[str, Any] = {name: read_text(name, values.get(name, "")) for name in ("what", "who", "when", "note")}
    said |= {
        "need_id": _need_id(version, values),
        "kind": read_choice(values.get("kind") or SupportKind.NEIGHBOUR, SupportKind),
        "phone": read_phone(values.get("phone", "")),
    }
    if row is None:
        given = SupportGiven(starts_on=version.starts_on, ends_on=version.ends_on, **said)
        _keep_key(add_support_row(version_id=version.pk, given=given, by=hand.by, on=hand.on), key)
        return
    change_support_row(row_id=row.pk, given=replace(_as_given(SupportGiven, row), **said), by=hand.by, on=hand.on)


def _as_given(kind: Any, row: ServiceRow | SupportRow) -> Any:
    """The row as its service takes it: what the device does not carry stays as it is."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})


def _keep_key(thing: Any, key: UUID) -> None:
    """The key the device gave stays with the thing, so that a later sending finds it."""
    thing.key = key
    thing.save(update_fields=["key"])


def _need_id(version: PlanVersion, values: Values) -> int:
    try:
        found = version.needs.filter(key=UUID(values.get("need", ""))).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused(_("The need it belonged to is gone. Put the need back, or choose another."))
    return int(found.pk)


def _service_id(hand: Hand, values: Values) -> int:
    """Only services the person asked for here can be added away from the office."""
    asked = {str(pk) for pk in hand.application.requests.values_list("service_id", flat=True)}
    if values.get("service_id", "") not in asked:
        raise Refused(_("Choose a service of this application. Another one is added in the office."))
    return int(values["service_id"])


def _remove(hand: Hand, version: PlanVersion, kind: str, key: str) -> None:
    rows: dict[str, Any] = {
        "need": version.needs, "service": version.service_rows, "support": version.support_rows,
    }  # fmt: skip
    found = rows[kind].filter(key=key).first()
    if found is None:
        return
    if kind == "need":
        remove_need(need_id=found.pk, by=hand.by, on=hand.on)
    else:
        thread = "service" if kind == "service" else "neighbour"
        remove_row(thread=thread, row_id=found.pk, by=hand.by, on=hand.on)
