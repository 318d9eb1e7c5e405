"""Assessing a person with a form: a draft at the talk, finished once, corrected only by a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.instruments.answering import kept, missing, too_many_points, wrong_in_answer
from cus.cases.instruments.form import Form
from cus.cases.instruments.scoring import Result, results_of
from cus.cases.models import Application, Filling, InstrumentVersion, NeedsRecognition
from cus.cases.permissions.instruments import may_assess, may_correct, may_fill
from cus.cases.states import FILLING, FillingState
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person
from cus.records.log import record


@dataclass(frozen=True)
class Talk:
    """When the talk was, who answered, what else is worth knowing."""

    held_on: date
    present: str = ""
    note: str = ""


@transaction.atomic
def begin_assessment(
    *,
    version_id: int,
    person_id: int,
    held_on: date,
    by: User,
    on: date,
    application_id: int | None = None,
    recognition_id: int | None = None,
) -> Filling:
    """A draft with no answer yet, of the wording in use. Recorded once it is finished."""
    person = Person.objects.visible_to(by).get(pk=person_id)
    if not may_assess(by, person):
        raise NotAllowed(_("Only case staff of the centre assess."))
    version = InstrumentVersion.objects.visible_to(by).to_fill().filter(pk=version_id).first()
    if version is None:
        raise Refused(_("This form is not in use any more. Choose another one."))
    _check_day(held_on, on)
    application, recognition = _case_of(person, application_id, recognition_id, by)
    return Filling.objects.create(
        centre=person.centre,
        version=version,
        person=person,
        application=application,
        recognition=recognition,
        held_on=held_on,
        author=by,
    )


@transaction.atomic
def keep_answers(
    *, filling_id: int, answers: Mapping[str, Any], talk: Talk, finished: bool, by: User, on: date
) -> Filling:
    """Keep the answers as a draft, or finish: the sums are counted and nothing changes any more.

    Records `assessment.finished`, or `assessment.corrected` where it corrects another, once it is finished.
    """
    filling = _draft(filling_id, by)
    _check_day(talk.held_on, on)
    form = filling.version.as_form()
    filling.answers = _sound(form, answers)
    filling.held_on, filling.present, filling.note = talk.held_on, talk.present.strip(), talk.note.strip()
    if finished:
        _check_finished(form, filling.answers)
        FILLING.take(filling, "finish")
        filling.answers = kept(form, filling.answers)
        filling.results = [result.as_data() for result in results_of(form, filling.answers)]
        filling.finished_on = on
    filling.save(update_fields=["answers", "held_on", "present", "note", "state", "results", "finished_on"])
    if finished:
        _record(filling, by)
    return filling


@transaction.atomic
def discard_assessment(*, filling_id: int, by: User, on: date) -> Filling:
    """Give a draft up. Records `assessment.discarded`."""
    filling = _draft(filling_id, by)
    FILLING.take(filling, "discard")
    filling.save(update_fields=["state"])
    record("assessment.discarded", subject=filling, story=filling.person, by=by, form=filling.version.name)
    return filling


@transaction.atomic
def correct_assessment(*, filling_id: int, reason: str, by: User, on: date) -> Filling:
    """Begin a new filling of the same wording, with the same answers, that says what was wrong in a finished one.

    The finished one stays as it is; it counts as corrected once the new one is finished.
    """
    wrong = _locked(filling_id, by)
    if not may_correct(by, wrong):
        raise NotAllowed(_("Only the author, the organiser and the director correct an assessment."))
    if not reason.strip():
        raise Refused(_("Write in a sentence what was wrong."))
    if wrong.state != FillingState.FINISHED:
        raise Refused(_("This assessment is not finished yet. Go on with it."))
    if wrong.corrections.exclude(state=FillingState.DISCARDED).exists():
        raise Refused(_("This assessment is being corrected already, or was. Open the newer one."))
    return Filling.objects.create(
        centre=wrong.centre,
        version=wrong.version,
        person=wrong.person,
        application=wrong.application,
        recognition=wrong.recognition,
        held_on=wrong.held_on,
        present=wrong.present,
        note=wrong.note,
        answers=wrong.answers,
        author=by,
        corrects=wrong,
        correction_reason=reason.strip(),
    )


def _check_day(held_on: date, on: date) -> None:
    if held_on > on:
        raise Refused(_("The conversation has not taken place yet. Write it down afterwards."))


def _case_of(
    person: Person, application_id: int | None, recognition_id: int | None, by: User
) -> tuple[Application | None, NeedsRecognition | None]:
    """The case and the talk about needs it belongs to, if they are this person's."""
    applications = Application.objects.visible_to(by).filter(person=person)
    application = applications.get(pk=application_id) if application_id else None
    if recognition_id is None:
        return application, None
    recognition = NeedsRecognition.objects.visible_to(by).get(pk=recognition_id, application__in=applications)
    return application or recognition.application, recognition


def _sound(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions of the form, without empty ones; one that cannot be is refused."""
    sound = {}
    for question in form.questions():
        answer = answers.get(question.key)
        if answer in (None, "", []):
            continue
        if wrong := wrong_in_answer(question, answer):
            raise Refused(f"{question.text}: {wrong}")
        sound[question.key] = answer
    return sound


def _check_finished(form: Form, answers: Mapping[str, Any]) -> None:
    if lacking := missing(form, answers):
        names = ", ".join(f"„{question.text}”" for question in lacking)
        raise Refused(_("Answer the questions that are still open: %(questions)s.") % {"questions": names})
    for text in too_many_points(form, answers):
        raise Refused(text)


def _record(filling: Filling, by: User) -> None:
    said: dict[str, Any] = {"form": filling.version.name, "result": told(filling)}
    if filling.corrects_id:
        record("assessment.corrected", subject=filling, story=filling.person, by=by, **said)
    else:
        record("assessment.finished", subject=filling, story=filling.person, by=by, **said)


def told(filling: Filling) -> str:
    """The main sum in a few words: 55 / 100."""
    main = next((Result(**one) for one in filling.results if one["main"]), None)
    return f"{main.points} / {main.most}" if main else ""


def _draft(filling_id: int, by: User) -> Filling:
    filling = _locked(filling_id, by)
    if not may_fill(by, filling):
        raise NotAllowed(_("Only whoever began this assessment goes on with it. Begin a new one."))
    if filling.state != FillingState.DRAFT:
        raise Refused(_("A finished assessment does not change any more. Correct it by a new one."))
    return filling


def _locked(filling_id: int, by: User) -> Filling:
    rows = Filling.objects.visible_to(by).select_for_update(of=("self",))
    return rows.select_related("version", "person", "centre").get(pk=filling_id)
