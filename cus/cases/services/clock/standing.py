"""Stopping the clock of a case with a reason, and letting it go. What that does to a term is the law's word."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, MatterKind, Stop, StopReason
from cus.cases.permissions.clock import may_stop_clock
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.log import record
from cus.records.models import Document, Letter


@dataclass(frozen=True)
class StopGiven:
    """What is said of a standstill; `matter` empty means the whole case."""

    reason: str
    starts_on: date
    matter: str = ""
    words: str = ""
    expected_on: date | None = None
    letter_id: int | None = None
    document_id: int | None = None


@transaction.atomic
def stop_clock(*, application_id: int, given: StopGiven, by: User, on: date) -> Stop:
    """The case, or one matter of it, stands still from a day on. Records `clock.stopped`."""
    application = _locked(application_id, by=by)
    _check(application, given, on=on)
    if Stop.objects.standing().filter(application=application, matter=given.matter).exists():
        raise WrongState(_("It stands still already. Let it go first, or change what is written."))

    stop = Stop.objects.create(centre=application.centre, application=application, stopped_by=by, **_written(given))
    _record("clock.stopped", stop, by=by)
    return stop


@transaction.atomic
def change_stop(*, stop_id: int, given: StopGiven, by: User, on: date) -> Stop:
    """Correct the reason, the days or the paper of a standstill. Records `clock.stop_changed`."""
    stop = _stop(stop_id, by=by)
    _check(stop.application, given, on=on)
    if stop.ends_on and given.starts_on > stop.ends_on:
        raise Refused(_("It was let go before that day. Check the first day."))
    if given.matter != stop.matter:
        raise Refused(_("Let this standstill go and stop the other matter instead."))

    for name, value in _written(given).items():
        setattr(stop, name, value)
    stop.save(update_fields=list(_written(given)))
    _record("clock.stop_changed", stop, by=by)
    return stop


@transaction.atomic
def let_clock_go(*, stop_id: int, ends_on: date, by: User, on: date) -> Stop:
    """What was waited for has come on a day: from the next one time counts again. Records `clock.let_go`."""
    stop = _stop(stop_id, by=by)
    if stop.ends_on:
        raise WrongState(_("This clock goes already."))
    if ends_on > on:
        raise Refused(_("This day has not come yet."))
    if ends_on < stop.starts_on:
        raise Refused(_("It did not stand still yet on that day. Check the day."))

    _let_go(stop, ends_on=ends_on, by=by)
    return stop


def stand_for_documents(application: Application, *, letter: Letter | None, by: User, on: date) -> None:
    """The office asked for what is missing: the case waits, and says why. Part of calling to complete."""
    if Stop.objects.standing().filter(application=application, matter="").exists():
        return
    stop = Stop.objects.create(
        centre=application.centre, application=application, reason=StopReason.DOCUMENTS, starts_on=on,
        words=application.missing[:300], expected_on=application.complete_by, letter=letter, stopped_by=by,
    )  # fmt: skip
    _record("clock.stopped", stop, by=by)


def documents_have_come(application: Application, *, by: User, on: date) -> None:
    """What was missing is there, or is waited for no more. Part of completing, setting aside and withdrawing."""
    waits = Stop.objects.standing().select_for_update(of=("self",)).filter(
        application=application, reason=StopReason.DOCUMENTS, matter=""
    )  # fmt: skip
    for stop in waits.select_related("application__person"):
        _let_go(stop, ends_on=max(on, stop.starts_on), by=by)


def _let_go(stop: Stop, *, ends_on: date, by: User) -> None:
    stop.ends_on, stop.let_go_by = ends_on, by
    stop.save(update_fields=["ends_on", "let_go_by"])
    _record("clock.let_go", stop, by=by)


def _locked(application_id: int, *, by: User) -> Application:
    application = Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=application_id)
    if not may_stop_clock(by, application):
        raise NotAllowed(_("The clock is stopped by those who work on cases."))
    return application


def _stop(stop_id: int, *, by: User) -> Stop:
    stop = Stop.objects.select_for_update(of=("self",)).select_related("application__person").get(pk=stop_id)
    if not may_stop_clock(by, stop.application):
        raise NotAllowed(_("The clock is stopped by those who work on cases."))
    return stop


def _check(application: Application, given: StopGiven, *, on: date) -> None:
    if given.reason not in StopReason.values or given.matter not in ("", *MatterKind.values):
        raise Refused(_("Choose why the matter stands still."))
    if given.reason == StopReason.OTHER and not given.words.strip():
        raise Refused(_("Write in a few words why the matter stands still."))
    if given.starts_on > on:
        raise Refused(_("This day has not come yet."))
    if given.starts_on < application.filed_on:
        raise Refused(_("The case cannot stand still before it was filed. Check the day."))
    if given.expected_on and given.expected_on < given.starts_on:
        raise Refused(_("What is waited for cannot come before the waiting began. Check the day."))
    _check_papers(application, given)


def _check_papers(application: Application, given: StopGiven) -> None:
    letters, documents = Letter.objects.about(application), Document.objects.about(application)
    if given.letter_id and not letters.filter(pk=given.letter_id).exists():
        raise Refused(_("Choose a letter of this case."))
    if given.document_id and not documents.filter(pk=given.document_id).exists():
        raise Refused(_("Choose a document of this case."))


def _written(given: StopGiven) -> dict[str, object]:
    return asdict(given) | {"words": given.words.strip()}


def _record(name: str, stop: Stop, *, by: User) -> None:
    record(name, subject=stop, story=stop.application.person, by=by, why=stop.why, number=stop.application.number)
