"""Signals: somebody reports that a person may need help. A lead to follow, never an application (RULE-34)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.models import Application, Signal
from cus.cases.permissions.intake import may_act_on_signal, may_report_signal
from cus.cases.states import SIGNAL
from cus.community.models.unmet_need import UnmetNeedSource
from cus.community.services import record_unmet_need
from cus.kit.errors import NotAllowed, Refused
from cus.people.services import entry_in_use, international_phone
from cus.records.log import record


@transaction.atomic
def receive_signal(*, centre: Centre, by: User | None, at: datetime, **told: Any) -> Signal:
    """Keep what somebody reports (`by` None: online, without an account). Records `signal.received`.

    `told` are the fields of a Signal: who reports, about whom, what is happening. The same `submission_key` again
    returns the signal already kept.
    """
    if not may_report_signal(by, centre):
        raise NotAllowed(_("Only staff of the centre note signals."))
    key = told.get("submission_key")
    known = Signal.objects.filter(centre=centre, submission_key=key).first() if key else None
    if known:
        return known
    for phone in ("reporter_phone", "about_phone"):
        told[phone] = international_phone(told.get(phone, ""))
    signal = Signal.objects.create(centre=centre, received_at=at, received_by=by, **told)
    record("signal.received", subject=signal, story=signal.person, by=by)
    return signal


@transaction.atomic
def note_signal_contact(*, signal_id: int, note: str, by: User, on: date, person_id: int | None = None) -> Signal:
    """The person or those around them were reached; `note` says what came of it. Records `signal.contacted`."""
    signal = _locked(signal_id, by)
    if not note.strip():
        raise Refused(_("Write in a sentence whom you reached and what came of it."))
    SIGNAL.take(signal, "contact")
    signal.outcome_note = note.strip()
    if person_id is not None:
        signal.person = entry_in_use(person_id, centre=signal.centre)
    signal.save(update_fields=["state", "outcome_note", "person"])
    record("signal.contacted", subject=signal, story=signal.person, by=by, on=on.isoformat())
    return signal


def turn_into_application(*, signal_id: int, application: Application, by: User | None) -> Signal:
    """The person, or somebody who may, has applied: the signal did its work. Records `signal.applied`.

    Part of filing the application: called in its transaction, which has asked whether `by` may.
    """
    signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal_id, centre=application.centre)
    SIGNAL.take(signal, "apply")
    signal.person = application.person
    signal.save(update_fields=["state", "person"])
    application.signal = signal
    application.save(update_fields=["signal"])
    record("signal.applied", subject=signal, story=application.person, by=by, number=application.number)
    return signal


@transaction.atomic
def close_signal(*, signal_id: int, reason: str, by: User, on: date, unmet_need: str = "", town: str = "") -> Signal:
    """Close a signal with the reason. Records `signal.closed`.

    `unmet_need` names the help nobody could give; it is counted without saying whose need it was.
    """
    signal = _locked(signal_id, by)
    if not reason.strip():
        raise Refused(_("Write in a sentence why nothing more is done."))
    SIGNAL.take(signal, "close")
    signal.outcome_note = "\n".join(filter(None, (signal.outcome_note, reason.strip())))
    signal.closed_on = on
    signal.save(update_fields=["state", "outcome_note", "closed_on"])
    if unmet_need.strip():
        record_unmet_need(
            centre=signal.centre, source=UnmetNeedSource.SIGNAL, words=unmet_need.strip(), town=town.strip(), on=on
        )
    record("signal.closed", subject=signal, story=signal.person, by=by)
    return signal


def _locked(signal_id: int, by: User) -> Signal:
    signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal_id)
    if not may_act_on_signal(by, signal):
        raise NotAllowed(_("Only staff of the centre act on signals."))
    return signal
