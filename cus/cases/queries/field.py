"""What the page of field work lists, and what of a case goes onto a device: no more than a talk at a table needs."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.field.office import plan_version
from cus.cases.field.sealed import public_half
from cus.cases.field.values import FINDINGS
from cus.cases.models import Application, FieldCopy, FieldMerge, NeedsRecognition
from cus.cases.models.handover import living_plans
from cus.cases.permissions.plans import OVERSEERS
from cus.cases.queries.caseload import CaseInHand, caseload
from cus.cases.states import VersionState
from cus.kit.templatetags.kit import clock_time, day_short, phone
from cus.people.models import Person

CLOSED = "CLOSED"  # what a device is told of a copy that is still alive and no longer open to its owner


@dataclass(frozen=True)
class CaseForField:
    """A case of one's own, with its copies that are still on a device."""

    case: CaseInHand
    copies: tuple[FieldCopy, ...]


def cases_for_field(user: User, *, on: date, at: datetime) -> list[CaseForField]:
    copies: dict[int, list[FieldCopy]] = {}
    own = FieldCopy.objects.visible_to(user).filter(user=user)
    for copy in own.living(at=at).order_by("taken_at", "id"):
        copies.setdefault(copy.application_id, []).append(copy)
    by_name = sorted(caseload(user, user=user, on=on), key=lambda case: (case.person.sort_key, case.number))
    return [CaseForField(case, tuple(copies.get(case.application.pk, ()))) for case in by_name]


def merges_waiting(user: User, *, on: date) -> list[FieldMerge]:
    """Merges of one's own cases, and of what one wrote oneself; the organiser and the director see all of them."""
    waiting = FieldMerge.objects.visible_to(user).waiting().select_related("application__person", "user", "sync")
    if not user.has_role(*OVERSEERS):
        plans = living_plans(user, on=on).values("application")
        waiting = waiting.filter(Q(user=user) | Q(application__coordinator=user) | Q(application__in=plans))
    return list(waiting.order_by("came_at", "id"))


def copies_of_others(user: User, *, at: datetime) -> list[FieldCopy]:
    """What colleagues carry with them now: for the organiser and the director, who take it off a lost device."""
    others = FieldCopy.objects.visible_to(user).living(at=at).exclude(user=user)
    return list(others.select_related("user", "application__person").order_by("user__last_name", "taken_at", "id"))


def fates(*, uuids: Iterable[UUID]) -> dict[str, str]:
    """What is to leave a device: copies that ended, and those no longer open to who took them along.

    Living copies are not named. Whoever asks knows the number of the copy, which only its device does.
    """
    copies = list(FieldCopy.objects.filter(uuid__in=list(uuids)).select_related("user"))
    open_to = {user: _open_copies(user) for user in {copy.user for copy in copies if copy.ended_at is None}}
    return {
        str(copy.uuid): copy.ended_how or CLOSED
        for copy in copies
        if copy.ended_at or copy.pk not in open_to[copy.user]
    }


def _open_copies(user: User) -> set[int]:
    if not user.is_active:
        return set()
    return set(FieldCopy.objects.visible_to(user).filter(user=user).values_list("pk", flat=True))


def parcel(copy: FieldCopy, *, on: date) -> dict[str, Any]:
    """Everything that leaves the office with the case. No PESEL, no e-mail, no notes of others, no documents."""
    application = copy.application
    return {
        "copy": str(copy.uuid),
        "centre": copy.centre_id,
        "office_key": b64encode(public_half(bytes(copy.office_key))).decode(),
        "application": application.pk,
        "expires_at": int(copy.expires_at.timestamp() * 1000),
        "expires": f"{day_short(copy.expires_at)}, {clock_time(copy.expires_at)}",
        "person": _head(application.person, on=on),
        "reach": _reach(application.person),
        "number": application.number,
        "situation": application.situation,
        "services": _services(application),
        "last_recognition": _last_recognition(application, but=copy.recognition_id),
        "plan": _plan(application),
        "base": copy.base,
    }


def _head(person: Person, *, on: date) -> dict[str, str]:
    age = person.age(on=on)
    return {
        "name": person.name,
        "age": "" if age is None else str(age),
        "address": person.address,
        "phone": phone(person.phone) if person.phone else "",
    }


def _reach(person: Person) -> list[str]:
    """How to reach the person and what to mind, what must never happen first."""
    lines = [_("Never: %(what)s") % {"what": ", ".join(person.get_never_display())}] if person.never else []
    if person.safe_from and person.safe_to:
        hours = {"first": f"{person.safe_from:%H:%M}", "last": f"{person.safe_to:%H:%M}"}
        lines.append(_("Safe to call from %(first)s to %(last)s") % hours)
    said = [
        (_("Languages: %(what)s"), person.languages),
        (_("Interpreter: %(what)s"), person.get_interpreter_display() if person.interpreter else ""),
        (_("Hearing: %(what)s"), person.hearing),
        (_("Sight: %(what)s"), person.sight),
        (_("Moving about: %(what)s"), person.mobility),
    ]
    lines += [note for note in (person.safe_note, person.reach_note) if note]
    return lines + [sentence % {"what": what} for sentence, what in said if what]


def _services(application: Application) -> list[dict[str, str]]:
    rows = application.requests.select_related("service").order_by("id")
    return [
        {
            "id": str(row.service_id),
            "name": row.service.name,
            "wish": row.wish,
            "state": row.get_state_display(),
            "unit": row.service.unit,
        }
        for row in rows
    ]


def _last_recognition(application: Application, *, but: int | None) -> dict[str, Any] | None:
    """The newest conversation besides the one being written down, to read at the table."""
    talk = application.recognitions.exclude(pk=but).select_related("author").order_by("-held_on", "-pk").first()
    if talk is None:
        return None
    labels = {field.name: field.verbose_name for field in NeedsRecognition._meta.fields}
    return {
        "held_on": day_short(talk.held_on),
        "by": talk.author.name,
        "said": [[str(labels[name]).capitalize(), getattr(talk, name)] for name in FINDINGS if getattr(talk, name)],
    }


def _plan(application: Application) -> dict[str, Any] | None:
    version = plan_version(application)
    if version is None:
        return None
    rows = version.service_rows.select_related("service")
    return {
        "number": version.plan.number,
        "is_draft": version.state == VersionState.DRAFT,
        "services": {str(row.service_id): row.service.name for row in rows},
    }
