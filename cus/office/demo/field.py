"""A talk written down twice: on a tablet without network, and by phone in the office. Both wait to be merged."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import make_aware

from cus.cases.field.values import FINDINGS
from cus.cases.models import NeedsRecognition
from cus.cases.services.field import sync_copy, take_to_field
from cus.cases.services.outcomes import change_recognition
from cus.cases.services.outcomes.recognition import Findings
from cus.office.demo.case import Case
from cus.office.demo.loom import Moment, Story

TABLET = UUID("7ab1e700-0000-4000-8000-000000000001")
SENDING = UUID("5e4d0000-0000-4000-8000-000000000001")
BY_PHONE = "Schody w bloku. Wanna za wysoka. Po obiedzie ból nogi."
AT_THE_TABLE = "Schody w bloku, drugie piętro bez windy. Wanna za wysoka, myje się przy umywalce."


def written_apart(case: Case) -> Story:
    """Taken along two days ago; a call noted in the office that afternoon; the next day the tablet sends."""
    before, yesterday = case.scene.day(2), case.scene.day(1)
    taken, noted, sent = _at(case, before, 9, 40), _at(case, before, 15, 10), _at(case, yesterday, 11, 20)
    yield taken
    copy = take_to_field(
        application_id=case.application.pk, device=TABLET, by=case.coordinator, on=before, at=taken.at
    )
    yield noted
    _note_the_call(case, on=before)
    yield sent
    sync_copy(
        copy_uuid=copy.uuid,
        sync_uuid=SENDING,
        values=copy.base | {"recognition.hard": AT_THE_TABLE, "recognition.present": "sąsiad z parteru"},
        by=case.coordinator,
        on=yesterday,
        at=sent.at,
    )


def _at(case: Case, day: date, hour: int, minute: int) -> Moment:
    """At a fixed minute: drawn ones would move all other stories."""
    return Moment(make_aware(datetime.combine(day, time(hour, minute))), case.coordinator)


def _note_the_call(case: Case, *, on: date) -> None:
    draft = NeedsRecognition.objects.get(application=case.application, finished_on__isnull=True)
    said = Findings(**{name: getattr(draft, name) for name in FINDINGS} | {"hard": BY_PHONE})  # type: ignore[typeddict-item]
    change_recognition(
        recognition_id=draft.pk,
        held_on=draft.held_on,
        place=draft.place,
        finished=False,
        findings=said,
        by=case.coordinator,
        on=on,
    )
