"""Somebody is away or not ready: they keep their place in line and are passed over meanwhile."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import LineChangeKind, LinePause, LinePauseReason, RequestedService
from cus.cases.permissions.waiting import may_note_answer
from cus.cases.services.outcomes.changes import note_change
from cus.cases.services.outcomes.holding import locked_in_line, running_offer
from cus.cases.states import RequestState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.templatetags.kit import day_short
from cus.records.log import record


@atomic_again
def pause_in_line(
    *, request_id: int, starts_on: date, ends_on: date | None, reason: str, by: User, on: date, note: str = ""
) -> LinePause:
    """Pause a place in line from a day to a day (`ends_on` None: until they say so). Records `line.paused`."""
    request, application = locked_in_line(request_id)
    if not may_note_answer(by, application):
        raise NotAllowed(_("Case staff and the front desk note a pause."))
    if request.state not in (RequestState.OPEN, RequestState.WAITING):
        raise WrongState(_("The person does not wait for this service any more."))
    if running_offer(request):
        raise Refused(_("A place is offered to this person. Note their answer first; a no can come with a pause."))
    if ends_on and ends_on < max(starts_on, on):
        raise Refused(_("The pause ends before it begins or before today. Check the days."))
    return begin_pause(request, starts_on=starts_on, ends_on=ends_on, reason=reason, note=note, by=by, on=on)


def begin_pause(
    request: RequestedService, *, starts_on: date, ends_on: date | None, reason: str, note: str, by: User | None,
    on: date,
) -> LinePause:  # fmt: skip
    """The step itself, on a locked request; also taken when somebody does not answer."""
    try:
        with transaction.atomic():
            pause = LinePause.objects.create(
                centre=request.centre, request=request, starts_on=starts_on, ends_on=ends_on, reason=reason,
                note=note.strip()[:300], noted_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("A pause in these days is noted already. End it first, or choose other days.")) from error
    if starts_on <= on:
        switch_pause(request, is_paused=True, reason=pause.get_reason_display(), by=by, on=on)
    label, until = pause.get_reason_display(), day_short(ends_on) if ends_on else "–"
    record("line.paused", subject=request, story=request.application.person, by=by, service=request.service.name,
           reason=label, until=until)  # fmt: skip
    return pause


@atomic_again
def end_pause_in_line(*, request_id: int, by: User, on: date) -> RequestedService:
    """End the pause today: the person's turn can come again. Records `line.resumed`."""
    request, application = locked_in_line(request_id)
    if not may_note_answer(by, application):
        raise NotAllowed(_("Case staff and the front desk note a pause."))
    pauses = LinePause.objects.filter(request=request).exclude(ends_on__lt=on)
    if not pauses.exists():
        return request
    pauses.filter(starts_on__gte=on).delete()
    pauses.update(ends_on=on - timedelta(days=1))
    switch_pause(request, is_paused=False, reason="", by=by, on=on)
    record("line.resumed", subject=request, story=application.person, by=by, service=request.service.name)
    return request


def switch_pause(request: RequestedService, *, is_paused: bool, reason: str, by: User | None, on: date) -> None:
    """Pass the request over, or let its turn come again; the place in line is the same before and after."""
    if request.is_paused == is_paused:
        return
    request.is_paused = is_paused
    request.save(update_fields=["is_paused"])
    place = RequestedService.objects.place_of(request).place
    kind = LineChangeKind.PAUSED if is_paused else LineChangeKind.RESUMED
    note_change(request, kind, before=place, after=place, reason=reason, by=by, on=on)


def no_answer_pause(request: RequestedService, *, on: date) -> LinePause:
    """Who did not answer is passed over until they say that they still want the service."""
    return begin_pause(request, starts_on=on, ends_on=None, reason=LinePauseReason.NO_ANSWER, note="", by=None, on=on)
