"""The import itself: a thousand rows a transaction, so that progress shows and a broken-off import can go on."""

from datetime import date, datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from cus.accounts.models import User
from cus.cases.models import OpsImport, OpsRow, OpsRowState
from cus.cases.models.ops_import import OpsAnswer
from cus.cases.services.ops_import.batch import Batch, Setting, Taken, with_people
from cus.cases.services.ops_import.cases import take_cases
from cus.cases.services.ops_import.course import forget_file
from cus.cases.services.ops_import.homes import take_homes
from cus.cases.services.ops_import.matching import Known, Match, compared, looked_up, match
from cus.cases.states import OPS_IMPORT
from cus.kit.errors import Refused
from cus.kit.many import spare_triggers, update_many
from cus.people.models import Person
from cus.people.services import add_people, complete_people, drafted_person
from cus.records.log import record

AT_ONCE = 1000
TRIES = 3  # somebody may enter or join a person of the file at this very moment
FIELDS_OF_PERSON = (
    "first_name", "last_name", "pesel", "sex", "phone", "email", "street", "house", "postcode", "town", "reach_note",
)  # fmt: skip
FIELDS_OF_ROW = ["state", "person", "candidates", "reasons", "changes", "made", "done_at", "brings_case", "name"]
SAID = ["given", "cells"]  # what the row said, forgotten when done


def carry_out_import(*, run_id: int, by: User, at: datetime) -> OpsImport:
    """Take over everything the preview promised and every answered doubt. Records `ops_import.done`."""
    run = OpsImport.objects.select_related("centre").get(pk=run_id)
    setting = Setting.of(run, by=by, on=localdate(at), at=at)
    line = 0
    with pghistory.context(user=by.pk, ops_import=run.pk):
        while last := _step_again(setting, after=line):
            line = last
    return _finish(run_id, by=by, at=at)


def _step_again(setting: Setting, *, after: int) -> int:
    for tried in range(1, TRIES + 1):
        try:
            return _step(setting, after=after)
        except (IntegrityError, Refused):
            if tried == TRIES:
                raise
    raise AssertionError("the last try either answers or raises")


@transaction.atomic
def _step(setting: Setting, *, after: int) -> int:
    """The next rows; returns the line of the last of them, 0 when none is left."""
    spare_triggers()
    run = OpsImport.objects.select_for_update(of=("self",)).get(pk=setting.run.pk)
    waiting = OpsRow.objects.filter(run=run, line__gt=after).to_take_over().order_by("line")
    rows = with_people(list(waiting[:AT_ONCE]))
    if not rows:
        return 0
    known = looked_up([row.given for row in rows], centre_id=run.centre_id, from_unit=run.from_unit)
    batch = Batch(setting, known)
    for row in rows:
        _enter(batch, row)
    _save_people(batch)
    take_cases(batch)
    take_homes(batch)
    _close(batch)
    update_many(rows, [*FIELDS_OF_ROW, *SAID])
    run.rows_done += len(batch.taken)
    run.save(update_fields=["rows_done"])
    return rows[-1].line


def _enter(batch: Batch, row: OpsRow) -> None:
    """Whom the row means now: the register may have changed since the preview."""
    found = _answered(row, match(row.given, batch.known), batch.known)
    row.state, row.brings_case = found.state, found.brings_case
    for text in found.texts:
        if text not in row.reasons:
            row.reasons.append(text)
    if found.state == OpsRowState.DOUBTFUL:
        row.candidates = [person.pk for person in found.candidates if person.pk]
    elif found.state == OpsRowState.NEW:
        _enter_new(batch, row, found)
    elif found.person is not None:
        row.name = row.name or f"{found.person.last_name} {found.person.first_name}"
        batch.taken.append(Taken(row, found.person, found, is_new=False))


def _answered(row: OpsRow, found: Match, known: Known) -> Match:
    if found.state != OpsRowState.DOUBTFUL or not row.answer:
        return found
    if row.answer == OpsAnswer.SAME and row.person is not None:
        same = next((one for one in found.candidates if one.pk == row.person_id), None)
        return compared(row.given, same, known) if same else found
    return Match(OpsRowState.NEW, brings_case=row.brings_case, brings_home=bool(row.given.get("household")))


def _enter_new(batch: Batch, row: OpsRow, found: Match) -> None:
    given = row.given
    fields = {name: given.get(name, "") for name in FIELDS_OF_PERSON}
    fields["born_on"] = date.fromisoformat(given["born_on"]) if given.get("born_on") else None
    try:
        person = drafted_person(centre=batch.setting.centre, fields=fields, on=batch.setting.on)
    except Refused as refusal:
        row.state = OpsRowState.REJECTED
        row.reasons.append(str(refusal))
        return
    batch.known.add(person)
    batch.taken.append(Taken(row, person, found, is_new=True))


def _save_people(batch: Batch) -> None:
    setting = batch.setting
    told: dict[str, Any] = {
        "centre": setting.centre,
        "by": setting.by,
        "from_unit": setting.run.from_unit,
        "run": setting.run.pk,
    }
    new = [one for one in batch.taken if one.is_new]
    add_people([one.person for one in new], **told)
    for one in new:
        one.made["person"] = one.person.pk
    refused = complete_people(list(_changes(batch).values()), **told)
    for one in batch.taken:
        if one.person.pk in refused and one.row.changes:
            one.row.changes = {}
            one.note(refused[one.person.pk])


def _changes(batch: Batch) -> dict[int, tuple[Person, dict[str, object]]]:
    """What known people get; two rows of one person are one change, the first word counts."""
    changes: dict[int, tuple[Person, dict[str, object]]] = {}
    for one in batch.taken:
        if one.is_new or not one.match.changes:
            one.row.changes = {}
            continue
        person, fields = changes.setdefault(id(one.person), (one.person, {}))
        fresh = {name: value for name, value in one.match.changes.items() if name not in fields}
        one.row.changes = {name: ["", str(value)] for name, value in fresh.items()}
        fields |= fresh
    return {key: pair for key, pair in changes.items() if pair[1]}


def _close(batch: Batch) -> None:
    for one in batch.taken:
        one.row.person, one.row.made, one.row.done_at = one.person, one.made, batch.setting.at
        one.row.given, one.row.cells = {}, []
        if one.is_new:
            one.row.state = OpsRowState.NEW


@transaction.atomic
def _finish(run_id: int, *, by: User, at: datetime) -> OpsImport:
    run = OpsImport.objects.select_for_update(of=("self",)).select_related("centre").get(pk=run_id)
    OPS_IMPORT.take(run, "finish")
    run.doing, run.error, run.finished_at = "", "", at
    run.save()
    done = run.rows.filter(done_at__isnull=False)
    counts: dict[str, Any] = {
        "people": done.filter(made__has_key="person").count(),
        "cases": done.filter(made__has_key="application").count(),
    }
    record("ops_import.done", subject=run, by=by, unit=run.from_unit, file=run.file_name, rows=done.count(), **counts)
    forget_file(run)
    return run
