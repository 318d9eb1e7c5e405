"""Asking residents: begin, note remarks and answer them, close with a report."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import Centre, User
from cus.community.models import Consultation, ConsultationRemark
from cus.community.permissions import may_write, may_write_diagnoses
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.log import record

REMARK = ("came_on", "came_from", "concerns", "words")


@transaction.atomic
def begin_consultation(
    *,
    centre: Centre,
    subject: str,
    period: tuple[date, date],
    channels: str,
    follows: Consultation | None = None,
    by: User,
    on: date,
) -> Consultation:
    """Ask residents about a draft from a day to a day. Records `consultation.begun`."""
    if by.centre_id != centre.pk or not may_write_diagnoses(by):
        raise NotAllowed(_("Only the organisers and the director hold consultations."))
    starts_on, ends_on = period
    if ends_on < starts_on:
        raise Refused(_("The consultation would end before it begins. Change one of the days."))
    if not channels.strip():
        raise Refused(_("Say how residents can take part: a place, an address, a form."))
    begun = Consultation.objects.create(
        centre=centre, subject=subject, starts_on=starts_on, ends_on=ends_on, channels=channels, follows=follows
    )
    record(
        "consultation.begun",
        subject=begun,
        by=by,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return begun


@transaction.atomic
def note_remark(*, consultation_id: int, fields: dict[str, Any], by: User, on: date) -> ConsultationRemark:
    """Keep what somebody said of the draft, without who. Records `consultation.remark_added`."""
    consultation = _locked(consultation_id, by)
    _must_be_open(consultation)
    if fields["came_on"] < consultation.starts_on or fields["came_on"] > on:
        raise Refused(_("The remark came on a day between the beginning of the consultation and today."))
    given = {name: fields[name] for name in REMARK}
    remark = ConsultationRemark.objects.create(centre=consultation.centre, consultation=consultation, **given)
    record("consultation.remark_added", subject=consultation, by=by)
    return remark


@transaction.atomic
def answer_remark(*, remark_id: int, answer: str, outcome: str, by: User, on: date) -> ConsultationRemark:
    """Say what came of a remark, with reasons. Records `consultation.remark_answered`."""
    remark = ConsultationRemark.objects.select_for_update(of=("self",)).get(pk=remark_id)
    _must_be_open(_locked(remark.consultation_id, by))
    if not answer.strip():
        raise Refused(_("Write the answer with its reasons: whoever asked will read it."))
    remark.answer, remark.outcome = answer, outcome
    remark.save(update_fields=["answer", "outcome"])
    record("consultation.remark_answered", subject=remark.consultation, by=by)
    return remark


@transaction.atomic
def close_consultation(*, consultation_id: int, report: str, by: User, on: date) -> Consultation:
    """Close the consultation with its report. Records `consultation.reported`."""
    consultation = _locked(consultation_id, by)
    _must_be_open(consultation)
    if on <= consultation.ends_on:
        raise Refused(_("The consultation still runs. Close it when its last day has passed."))
    waiting = consultation.remarks.filter(outcome="").count()
    if waiting:
        text = ngettext(
            "%(count)d remark has no answer yet. Answer it, then close the consultation.",
            "%(count)d remarks have no answer yet. Answer them, then close the consultation.",
            waiting,
        )
        raise Refused(text % {"count": waiting})
    if not report.strip():
        raise Refused(_("Write the report: what came in and what changed because of it."))
    consultation.report, consultation.reported_on = report, on
    consultation.save(update_fields=["report", "reported_on"])
    record("consultation.reported", subject=consultation, by=by)
    return consultation


def _locked(consultation_id: int, by: User) -> Consultation:
    consultation = (
        Consultation.objects.select_for_update(of=("self",)).select_related("centre").get(pk=consultation_id)
    )
    if not may_write(by, consultation):
        raise NotAllowed(_("Only the organisers and the director hold consultations."))
    return consultation


def _must_be_open(consultation: Consultation) -> None:
    if consultation.is_finished:
        raise WrongState(_("This consultation is closed with its report and does not change."))
