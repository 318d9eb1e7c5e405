"""What happens to a signed decision: delivery starts the time to appeal; an appeal upholds or reverses it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import AssistanceDecision, AssistanceKind
from cus.cases.services.assistance.locking import assistance_to_keep
from cus.cases.services.letters import check_delivery, mark_arrived
from cus.cases.services.outcomes.progress import give_outcome, open_again, settle
from cus.cases.states import DECISION, RequestState
from cus.kit.errors import Refused
from cus.law.refusal import appeal_ends_on
from cus.records.log import record


@transaction.atomic
def deliver_assistance(
    *, decision_id: int, way: str, delivered_on: date, by: User, on: date, step: str = "arrive"
) -> AssistanceDecision:
    """Note how and when the person got it: from then the time to appeal runs. Records `assistance.delivered`."""
    decision = assistance_to_keep(decision_id, by=by)
    DECISION.take(decision, "deliver")
    check_delivery(written_on=decision.signed_on or on, delivered_on=delivered_on, way=way, on=on)

    decision.delivered_on, decision.delivery_way = delivered_on, way
    decision.appeal_until = appeal_ends_on(delivered_on=delivered_on)
    decision.save(update_fields=["state", "delivered_on", "delivery_way", "appeal_until"])
    if decision.letter:
        mark_arrived(decision.letter, way=way, delivered_on=delivered_on, step=step)
    _record("assistance.delivered", decision, by=by)
    return decision


@transaction.atomic
def note_assistance_appeal(*, decision_id: int, appealed_on: date, by: User, on: date) -> AssistanceDecision:
    """The person appealed; whether in time is for the appeal body to say. Records `assistance.appealed`."""
    decision = assistance_to_keep(decision_id, by=by)
    DECISION.take(decision, "appeal")
    if appealed_on > on:
        raise Refused(_("This day has not come yet."))
    if decision.delivered_on and appealed_on < decision.delivered_on:
        raise Refused(_("The appeal cannot come before the decision was delivered. Check the day."))

    decision.appealed_on = appealed_on
    decision.save(update_fields=["state", "appealed_on"])
    _record("assistance.appealed", decision, by=by)
    return decision


@transaction.atomic
def uphold_assistance(*, decision_id: int, ended_on: date, by: User, on: date, note: str = "") -> AssistanceDecision:
    """The appeal body left the decision in force. Records `assistance.upheld`."""
    decision = _end_appeal(decision_id, "uphold", ended_on=ended_on, by=by, on=on, note=note)
    _record("assistance.upheld", decision, by=by)
    return decision


@transaction.atomic
def reverse_assistance(*, decision_id: int, ended_on: date, by: User, on: date, note: str = "") -> AssistanceDecision:
    """The appeal body reversed it: what stood before stands again. Records `assistance.reversed`.

    After a first decision the service waits for another; after a change or an ending the decision before it gives
    help again to its own last day.
    """
    decision = _end_appeal(decision_id, "reverse", ended_on=ended_on, by=by, on=on, note=note)
    decision.lasts_until = None
    decision.save(update_fields=["lasts_until"])
    _undo(decision, by=by, on=on)
    settle(decision.application, on=on)
    _record("assistance.reversed", decision, by=by)
    return decision


def _undo(decision: AssistanceDecision, *, by: User, on: date) -> None:
    request, previous = decision.request, decision.previous
    if decision.kind in (AssistanceKind.CHANGE, AssistanceKind.END) and previous:
        _restore(previous)
        if request.state == RequestState.ENDED and previous.lasts_until and previous.lasts_until >= on:
            give_outcome(request, "grant", by=by, on=on, note=previous.number, ended_on=None)
    elif decision.kind in (AssistanceKind.GRANT, AssistanceKind.REFUSE) and request.state in (
        RequestState.GRANTED,
        RequestState.REFUSED,
    ):
        open_again(request, "reopen")


def _restore(previous: AssistanceDecision) -> None:
    """It gives help to its own last day again, unless a later decision has taken its days."""
    later = previous.request.assistance_decisions.exclude(pk=previous.pk).filter(
        lasts_until__gte=previous.starts_on, starts_on__lte=previous.ends_on
    )
    if not later.exists():
        previous.lasts_until = previous.ends_on
        previous.save(update_fields=["lasts_until"])


def _end_appeal(decision_id: int, step: str, *, ended_on: date, by: User, on: date, note: str) -> AssistanceDecision:
    decision = assistance_to_keep(decision_id, by=by)
    DECISION.take(decision, step)
    if ended_on > on:
        raise Refused(_("This day has not come yet."))
    if decision.appealed_on and ended_on < decision.appealed_on:
        raise Refused(_("The appeal cannot end before it was made. Check the day."))

    decision.appeal_ended_on, decision.appeal_note = ended_on, note.strip()
    decision.save(update_fields=["state", "appeal_ended_on", "appeal_note"])
    return decision


def _record(name: str, decision: AssistanceDecision, *, by: User) -> None:
    record(name, subject=decision, story=decision.application.person, by=by, number=decision.number)
