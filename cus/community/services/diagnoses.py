"""Making the diagnosis: what is found, what residents say of it, and the day it becomes final."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.community.models import Consultation, Diagnosis, DiagnosisState, Finding
from cus.community.permissions import may_write, may_write_diagnoses
from cus.community.services.consultations import begin_consultation
from cus.community.states import DIAGNOSIS
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.diagnosis import may_be_final, valid_until
from cus.law.services import area_exists
from cus.records.log import record


@transaction.atomic
def save_diagnosis(
    *, centre: Centre, diagnosis_id: int | None = None, fields: dict[str, Any], by: User, on: date
) -> Diagnosis:
    """Begin a diagnosis or change its draft; it serves for five years. Records `diagnosis.begun` or `.changed`."""
    if diagnosis_id is None and (by.centre_id != centre.pk or not may_write_diagnoses(by)):
        raise NotAllowed(_("Only the organisers and the director write the diagnosis."))
    diagnosis = _draft(diagnosis_id, by) if diagnosis_id else Diagnosis(centre=centre)
    for name, value in fields.items():
        setattr(diagnosis, name, value)
    diagnosis.valid_until = valid_until(made_on=diagnosis.made_on)
    if diagnosis_id:
        diagnosis.save(update_fields=[*fields, "valid_until"])
        record("diagnosis.changed", subject=diagnosis, by=by)
    else:
        diagnosis.save()
        record("diagnosis.begun", subject=diagnosis, by=by, title=diagnosis.title)
    return diagnosis


@transaction.atomic
def save_finding(
    *, diagnosis_id: int, finding_id: int | None = None, fields: dict[str, Any], by: User, on: date
) -> Finding:
    """Add or change what was found. Records `diagnosis.finding_added` or `diagnosis.finding_changed`."""
    diagnosis = _draft(diagnosis_id, by)
    if not area_exists(number=fields["area"], on=on):
        raise Refused(_("Choose one of the 14 areas of the Act."), provision=provision_of(area_exists))
    finding = (
        diagnosis.findings.get(pk=finding_id) if finding_id else Finding(centre=diagnosis.centre, diagnosis=diagnosis)
    )
    for name, value in fields.items():
        setattr(finding, name, value)
    finding.save(update_fields=list(fields) if finding_id else None)
    if finding_id:
        record("diagnosis.finding_changed", subject=diagnosis, by=by, words=Truncator(finding.words).chars(80))
    else:
        record("diagnosis.finding_added", subject=diagnosis, by=by, words=Truncator(finding.words).chars(80))
    return finding


@transaction.atomic
def remove_finding(*, finding_id: int, by: User, on: date) -> None:
    """Records `diagnosis.finding_removed`."""
    finding = Finding.objects.get(pk=finding_id)
    diagnosis = _draft(finding.diagnosis_id, by)
    finding.delete()
    record("diagnosis.finding_removed", subject=diagnosis, by=by, words=Truncator(finding.words).chars(80))


@transaction.atomic
def consult_diagnosis(
    *, diagnosis_id: int, period: tuple[date, date], channels: str, by: User, on: date
) -> Consultation:
    """Ask residents about the draft; a second round follows the first once that is closed."""
    diagnosis = _draft(diagnosis_id, by)
    former = diagnosis.consultation
    if former and not former.is_finished:
        raise WrongState(_("A consultation of this diagnosis is already open."))
    consultation = begin_consultation(
        centre=diagnosis.centre,
        subject=diagnosis.title,
        period=period,
        channels=channels,
        follows=former,
        by=by,
        on=on,
    )
    diagnosis.consultation = consultation
    diagnosis.save(update_fields=["consultation"])
    return consultation


@transaction.atomic
def finish_diagnosis(*, diagnosis_id: int, by: User, on: date) -> Diagnosis:
    """Make the diagnosis final: it never changes again. Records `diagnosis.finished`."""
    diagnosis = _draft(diagnosis_id, by)
    asked = diagnosis.consultation
    if not may_be_final(consultation_ended_on=asked.ends_on if asked else None, on=on):
        raise Refused(
            _("Consult the draft with residents first: the diagnosis becomes final after the consultation ends."),
            provision=provision_of(may_be_final),
        )
    if not diagnosis.findings.exists():
        raise Refused(_("The diagnosis has no findings yet. Add at least one."))
    DIAGNOSIS.take(diagnosis, "finish")
    diagnosis.save(update_fields=["state"])
    record("diagnosis.finished", subject=diagnosis, by=by)
    return diagnosis


def _draft(diagnosis_id: int, by: User) -> Diagnosis:
    locked = Diagnosis.objects.select_for_update(of=("self",)).select_related("centre", "consultation")
    diagnosis = locked.get(pk=diagnosis_id)
    if not may_write(by, diagnosis):
        raise NotAllowed(_("Only the organisers and the director write the diagnosis."))
    if diagnosis.state != DiagnosisState.DRAFT:
        raise WrongState(_("This diagnosis is final and does not change. Begin a new one."))
    return diagnosis
