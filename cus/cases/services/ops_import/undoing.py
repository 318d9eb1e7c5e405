"""Taking a whole import back, from its last row to its first. What people worked with since stays and is named."""

from collections.abc import Collection
from datetime import date, datetime

import pghistory
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import (
    Application,
    AssistanceDecision,
    OpsImport,
    OpsRow,
    OpsUndone,
    RequestedService,
    TakenOverHelp,
)
from cus.cases.services.ops_import.batch import with_people
from cus.cases.services.ops_import.cases import settle_requests
from cus.cases.services.ops_import.course import forget_file
from cus.cases.services.ops_import.matching import label_of
from cus.cases.states import OPS_IMPORT
from cus.kit.many import spare_triggers, update_many
from cus.kit.unheld import delete_unheld
from cus.people.models import Household, Membership, Person
from cus.people.services import put_people_back, take_people_out
from cus.records.log import record
from cus.records.models import Event

AT_ONCE = 1000


def carry_out_undoing(*, run_id: int, by: User, at: datetime) -> OpsImport:
    """Put every row back that nobody has worked with since. Records `ops_import.undone`."""
    run = OpsImport.objects.select_related("centre").get(pk=run_id)
    with pghistory.context(user=by.pk, ops_import=run.pk):
        while _step(run, by=by, on=localdate(at)):
            pass
    return _finish(run_id, by=by, at=at)


@transaction.atomic
def _step(run: OpsImport, *, by: User, on: date) -> bool:
    spare_triggers()
    OpsImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
    done = OpsRow.objects.filter(run=run, done_at__isnull=False, undone="").order_by("-line")
    rows = with_people(list(done[:AT_ONCE]))
    if not rows:
        return False
    touched = _touched(rows, run)
    free = [row for row in rows if row.person_id not in touched]
    for row in rows:
        row.undone = OpsUndone.PUT_BACK
        if row.person_id in touched and row.made:
            _keep(row, _("somebody worked with this person or case since"))
    _take_cases_out(free, on=on)
    _take_homes_out(free)
    _put_fields_back(rows, run, by=by)
    _take_people_out(free, run, by=by)
    update_many(rows, ["undone", "reasons"])
    OpsImport.objects.filter(pk=run.pk).update(rows_done=max(0, run.rows_done - len(rows)))
    run.rows_done = max(0, run.rows_done - len(rows))
    return True


def _touched(rows: list[OpsRow], run: OpsImport) -> set[int]:
    """The people in whose story something happened since that is not of this import."""
    people = {row.person_id for row in rows if row.person_id and row.made}
    since = min(row.done_at for row in rows if row.done_at)
    kind = Person._meta.label_lower
    later = Event.objects.filter(story_kind=kind, story_id__in=people, happened_at__gte=since)
    happened = later.values_list("story_id", "details__ops_import")
    return {person_id for person_id, of_import in happened if of_import != run.pk}


def _made(rows: Collection[OpsRow], what: str) -> list[int]:
    return [row.made[what] for row in rows if row.made.get(what)]


def _take_cases_out(rows: list[OpsRow], *, on: date) -> None:
    """Decisions, then what they decide on, then the cases; a case that something else hangs on stays."""
    helps = TakenOverHelp.objects.filter(pk__in=_made(rows, "help"))
    told = list(helps.values_list("request", "decision"))
    delete_unheld(AssistanceDecision, [pk for _request, pk in told if pk])
    delete_unheld(TakenOverHelp, _made(rows, "help"))
    held = delete_unheld(RequestedService, _made(rows, "request"))
    open_to_go = [row for row in rows if row.made.get("request") not in held]
    held_cases = delete_unheld(Application, _made(open_to_go, "application"))
    for row in rows:
        if row.made.get("request") in held or row.made.get("application") in held_cases:
            _keep(row, _("something hangs on the case that came since"))
    settle_requests(RequestedService.objects.filter(pk__in={pk for pk, _decision in told if pk}), on=on)


def _take_homes_out(rows: list[OpsRow]) -> None:
    Membership.objects.filter(pk__in=_made(rows, "membership")).delete()
    Household.objects.filter(pk__in=_made(rows, "household"), memberships__isnull=True).delete()


def _put_fields_back(rows: list[OpsRow], run: OpsImport, *, by: User) -> None:
    """Fields the import filled are empty again, unless somebody has written something else into them since."""
    changes: dict[int, tuple[Person, dict[str, str | None]]] = {}
    for row in rows:
        if not row.changes or row.person is None:
            continue
        stays = [name for name, (_before, after) in row.changes.items() if str(getattr(row.person, name)) != after]
        back = {name: _empty(name) for name in row.changes if name not in stays}
        if back:
            changes.setdefault(row.person.pk, (row.person, {}))[1].update(back)
        if stays:
            labels = ", ".join(label_of(name) for name in stays)
            _keep(row, _("corrected since, so it stays: %(fields)s") % {"fields": labels})
    put_people_back(list(changes.values()), centre=run.centre, by=by, from_unit=run.from_unit, run=run.pk)


def _empty(name: str) -> str | None:
    return None if name == "born_on" else ""


def _take_people_out(rows: list[OpsRow], run: OpsImport, *, by: User) -> None:
    kept = {row.person_id for row in rows if row.undone == OpsUndone.KEPT}
    new = {pk: row for row in rows if (pk := row.made.get("person")) and pk not in kept}
    gone = take_people_out(new, centre=run.centre, by=by)
    for pk, row in new.items():
        if pk in gone:
            row.person = None
        else:
            _keep(row, _("something hangs on the person that came since"))


def _keep(row: OpsRow, why: str) -> None:
    row.undone = OpsUndone.KEPT
    if why not in row.reasons:
        row.reasons.append(why)


@transaction.atomic
def _finish(run_id: int, *, by: User, at: datetime) -> OpsImport:
    run = OpsImport.objects.select_for_update(of=("self",)).select_related("centre").get(pk=run_id)
    OPS_IMPORT.take(run, "put_back")
    run.doing, run.error, run.finished_at = "", "", at
    run.save()
    kept = run.rows.filter(undone=OpsUndone.KEPT).count()
    record("ops_import.undone", subject=run, by=by, unit=run.from_unit, file=run.file_name, kept=kept)
    forget_file(run)
    return run
