"""A person ends a merge: chooses, field by field, what holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.field.incoming import known
from cus.cases.field.merging import IS_THERE, THERE, Values, thing_of, values_of_thing
from cus.cases.field.office import office_values
from cus.cases.field.showing import digest, joined
from cus.cases.field.values import FINISH
from cus.cases.models import Application, FieldMerge, FieldMergeRow, MergeChoice
from cus.cases.permissions.field import may_end_merge
from cus.cases.services.field.writing import Hand, write_values
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.log import record


@dataclass(frozen=True)
class MergeGiven:
    """What was chosen of one field; `words` only where other words were written."""

    choice: str
    words: str = ""


@transaction.atomic
def end_merge(
    *, merge_id: int, chosen: Mapping[int, MergeGiven], seen: str, by: User, on: date, at: datetime
) -> FieldMerge:
    """Write what a person chose of both wordings; both stay in the merge. Records `field.merged`.

    `seen` tells which office wording the person looked at: when it changed meanwhile, they look again.
    """
    asked = FieldMerge.objects.get(pk=merge_id)
    application = Application.objects.select_for_update(of=("self",)).select_related("person", "centre").get(
        pk=asked.application_id
    )  # fmt: skip
    merge = FieldMerge.objects.select_for_update(of=("self",)).select_related("sync__copy").get(pk=merge_id)
    merge.application = merge.sync.copy.application = application
    if not may_end_merge(by, merge, on=on):
        raise NotAllowed(_("Who wrote it, the coordinator of the case, the organiser or the director ends a merge."))
    if merge.ended_at:
        raise WrongState(_("Somebody has already ended this merge. What they chose stands below."))
    rows, office = list(merge.rows.order_by("position")), office_values(merge.sync.copy)
    if seen != digest(rows, office):
        raise Refused(_("Somebody has changed the case meanwhile. Look at the office side again, then choose."))

    changes = _choose(rows, chosen, office)
    whole = _whole(merge, office, rows)
    changes |= _made_anew(rows, changes, whole)
    obstacles = write_values(Hand(application, by, on), changes, whole=whole)
    if obstacles:
        raise Refused(" ".join(one.text for one in obstacles), provision=obstacles[0].provision)
    FieldMergeRow.objects.bulk_update(rows, ["office", "choice", "result"])
    merge.ended_at, merge.ended_by = at, by
    merge.save(update_fields=["ended_at", "ended_by"])
    record("field.merged", subject=merge, story=application.person, by=by, number=application.number)
    return merge


def _choose(rows: list[FieldMergeRow], chosen: Mapping[int, MergeGiven], office: Values) -> Values:
    """Note the choices on the rows; answers what differs from what the office has now."""
    if any(row.pk not in chosen or chosen[row.pk].choice not in MergeChoice.values for row in rows):
        raise Refused(_("Choose one of the two wordings, both or other words for every field. Nothing is lost."))
    changes = {}
    for row in rows:
        given = chosen[row.pk]
        row.office, row.choice = office.get(row.key, ""), given.choice
        row.result = {
            MergeChoice.OFFICE: row.office,
            MergeChoice.DEVICE: row.device,
            MergeChoice.BOTH: joined(row.office, row.device, key=row.key),
            MergeChoice.EDITED: given.words.replace("\r\n", "\n").strip(),
        }[MergeChoice(given.choice)]
        if row.result != row.office:
            changes[row.key] = row.result
    return changes


def _whole(merge: FieldMerge, office: Values, rows: list[FieldMergeRow]) -> Values:
    """What surrounds the chosen fields: the office's words, and the device's for things only it has."""
    device = known(merge.sync.values)
    return device | office | {FINISH: ""}


def _made_anew(rows: list[FieldMergeRow], changes: Values, whole: Values) -> Values:
    """A thing the office removed and a person wants back comes back with all it said on the device."""
    anew: Values = {}
    for row in rows:
        kind, key, field = thing_of(row.key)
        if field == IS_THERE and changes.get(row.key) == THERE:
            anew |= {f"{kind}.{key}.{name}": value for name, value in values_of_thing(whole, kind, key).items()}
    return {name: value for name, value in anew.items() if name not in changes}
