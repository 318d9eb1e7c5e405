"""Supervision written down without identities: refused until nobody of the centre's people can be read out of it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import CASE_STAFF, Centre, User
from cus.cases.identities import refuse_identities
from cus.cases.models import Supervision, SupervisionForm, SupervisionSeat
from cus.cases.permissions.plan_depth import may_change_supervision, may_write_supervision
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record
from cus.team.models import Unit


@dataclass(frozen=True)
class SupervisionGiven:
    """What is written about one meeting."""

    held_on: date
    form: str
    supervisor: str
    theme: str
    question: str
    conclusions: str = ""
    label: str = ""
    unit_id: int | None = None
    minutes: int | None = None


@transaction.atomic
def write_supervision(
    *, given: SupervisionGiven, present: Collection[int], centre: Centre, by: User, on: date
) -> Supervision:
    """Keep the record of a meeting. Records `supervision.written`, without its text."""
    if not may_write_supervision(by, centre):
        raise NotAllowed(_("Supervision is written down by those who make plans, the organiser and the director."))
    _check(given, centre, on=on)
    written = Supervision.objects.create(centre=centre, author=by, written_on=on, **_fields(given, centre))
    _seat(written, present, by=by)
    record("supervision.written", subject=written, by=by, day=str(written.held_on))
    return written


@transaction.atomic
def change_supervision(
    *, supervision_id: int, given: SupervisionGiven, present: Collection[int], by: User, on: date
) -> Supervision:
    """Its author writes it anew; the history keeps what it said. Records `supervision.changed`."""
    rows = Supervision.objects.select_for_update(of=("self",)).visible_to(by).select_related("centre")
    changed = rows.get(pk=supervision_id)
    if not may_change_supervision(by, changed):
        raise NotAllowed(_("Only who wrote this record changes it."))
    _check(given, changed.centre, on=on)
    fields = _fields(given, changed.centre)
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.save(update_fields=list(fields))
    _seat(changed, present, by=by)
    record("supervision.changed", subject=changed, by=by, day=str(changed.held_on))
    return changed


def _check(given: SupervisionGiven, centre: Centre, *, on: date) -> None:
    if given.held_on > on:
        raise Refused(_("A supervision is written down after it was held."))
    if not given.supervisor.strip() or not given.theme.strip() or not given.question.strip():
        raise Refused(_("Write who supervised, the theme and the question."))
    texts = {
        _("theme"): given.theme,
        _("label of the case"): given.label,
        _("question"): given.question,
        _("conclusions"): given.conclusions,
    }
    refuse_identities(texts, centre_id=centre.pk)


def _fields(given: SupervisionGiven, centre: Centre) -> dict[str, object]:
    fields = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(given).items()}
    unit_id = fields.pop("unit_id")
    is_team = SupervisionForm(given.form) == SupervisionForm.TEAM
    return fields | {"unit": Unit.objects.get(pk=unit_id, centre=centre) if unit_id and is_team else None}


def _seat(supervision: Supervision, present: Collection[int], *, by: User) -> None:
    """Who took part; whoever is named nowhere took part themselves."""
    colleagues = User.objects.visible_to(by).holding(*CASE_STAFF).filter(pk__in=set(present))
    wanted = {user.pk for user in colleagues} or {by.pk}
    supervision.seats.exclude(user__in=wanted).delete()
    for user_id in sorted(wanted - set(supervision.seats.values_list("user_id", flat=True))):
        SupervisionSeat.objects.create(centre=supervision.centre, supervision=supervision, user_id=user_id)
