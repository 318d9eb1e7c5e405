"""Staff put somebody at another place in line: with a reason, and the history keeps who, why, from where to where."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.line import MOMENT, LineKey, key_between
from cus.cases.models import LineChange, LineChangeKind, RequestedService
from cus.cases.models.application import LINE_KEY
from cus.cases.permissions.waiting import may_reorder
from cus.cases.services.outcomes.changes import note_change
from cus.cases.services.outcomes.holding import locked_in_line
from cus.cases.states import RequestState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.qualification import order_key
from cus.records.log import record


@atomic_again
def put_at_place(*, request_id: int, place: int, reason: str, by: User, on: date) -> LineChange:
    """Put somebody at a place in line, counted from one, with a reason (RULE-36). Records `line.reordered`."""
    request, application = locked_in_line(request_id)
    if not may_reorder(by, application):
        raise NotAllowed(_("The director or the organiser changes the order of a line."))
    if request.state not in (RequestState.OPEN, RequestState.WAITING):
        raise WrongState(_("The person does not wait for this service any more."))
    if not reason.strip():
        raise Refused(_("Write why the order changes: the reason stays in the history of the line."),
                      provision=provision_of(order_key))  # fmt: skip
    stands = RequestedService.objects.place_of(request)
    if not 1 <= place <= stands.total:
        raise Refused(_("The line has places from 1 to %(last)d.") % {"last": stands.total})
    if place == stands.place:
        raise Refused(_("The person stands at this place already."))
    _stand_at(request, place)
    event = {"service": request.service.name, "before": stands.place, "after": place, "reason": reason.strip()}
    record("line.reordered", subject=request, story=application.person, by=by, **event)
    return note_change(
        request, LineChangeKind.REORDERED, before=stands.place, after=place, reason=reason, by=by, on=on
    )


def _stand_at(request: RequestedService, place: int) -> None:
    """Give the request a criterion and a moment between its new neighbours; make room where there is none."""
    others = _others(request)
    before, after = _neighbours(others, place)
    found = key_between(before, after)
    if found is None and before:
        _make_room(request, behind=before)
        found = before[0], before[1] + MOMENT
    request.placed_criterion, request.placed_at = found  # type: ignore[misc]
    request.save(update_fields=["placed_criterion", "placed_at"])


def _others(request: RequestedService) -> list[LineKey]:
    line = RequestedService.objects.in_line().filter(service=request.service_id).exclude(pk=request.pk)
    rows = line.annotate(**LINE_KEY).in_order_of_filing()
    return list(rows.values_list("rank", "stands_at", "application_id"))


def _neighbours(others: list[LineKey], place: int) -> tuple[LineKey | None, LineKey | None]:
    before = others[place - 2] if place > 1 else None
    after = others[place - 1] if place <= len(others) else None
    return before, after


def _make_room(request: RequestedService, *, behind: LineKey) -> None:
    """Those who stand in the same moment move by as little as a clock can tell, in the order they stand in."""
    line = RequestedService.objects.in_line().filter(service=request.service_id).exclude(pk=request.pk)
    rank, moment, number = behind
    moved = line.annotate(**LINE_KEY).filter(rank=rank, stands_at__gte=moment).in_order_of_filing()
    least = moment + 2 * MOMENT
    for pk, stands_at, application_id in moved.values_list("pk", "stands_at", "application_id"):
        if (stands_at, application_id) <= (moment, number):
            continue
        if stands_at >= least:
            break
        RequestedService.objects.filter(pk=pk).update(placed_criterion=rank, placed_at=least)
        least += MOMENT
