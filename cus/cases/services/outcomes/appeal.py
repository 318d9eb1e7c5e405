"""What happens to a signed refusal: delivery starts the time to appeal; an appeal upholds or reverses it."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, Decision
from cus.cases.services.letters import check_delivery, mark_arrived
from cus.cases.services.outcomes.progress import open_again, settle
from cus.cases.services.outcomes.refusal import decision_to_keep, locked_requests
from cus.cases.states import DECISION
from cus.kit.conflicts import atomic_again
from cus.kit.errors import Refused
from cus.law.refusal import appeal_ends_on
from cus.records.log import record


@atomic_again
def deliver_decision(
    *, decision_id: int, way: str, delivered_on: date, by: User, on: date, step: str = "arrive"
) -> Decision:
    """Note how and when the person got it: from then the time to appeal runs. Records `decision.delivered`."""
    decision, application = decision_to_keep(decision_id, by=by)
    DECISION.take(decision, "deliver")
    check_delivery(written_on=decision.signed_on or on, delivered_on=delivered_on, way=way, on=on)

    decision.delivered_on, decision.delivery_way = delivered_on, way
    decision.appeal_until = appeal_ends_on(delivered_on=delivered_on)
    decision.save(update_fields=["state", "delivered_on", "delivery_way", "appeal_until"])
    if decision.letter:
        mark_arrived(decision.letter, way=way, delivered_on=delivered_on, step=step)
    record("decision.delivered", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def note_appeal(*, decision_id: int, appealed_on: date, by: User, on: date) -> Decision:
    """The person appealed; whether in time is for the appeal body to say. Records `decision.appealed`."""
    decision, application = decision_to_keep(decision_id, by=by)
    DECISION.take(decision, "appeal")
    if appealed_on > on:
        raise Refused(_("This day has not come yet."))
    if decision.delivered_on and appealed_on < decision.delivered_on:
        raise Refused(_("The appeal cannot come before the decision was delivered. Check the day."))

    decision.appealed_on = appealed_on
    decision.save(update_fields=["state", "appealed_on"])
    record("decision.appealed", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def uphold_decision(*, decision_id: int, ended_on: date, by: User, on: date, note: str = "") -> Decision:
    """The appeal body left the refusal in force. Records `decision.upheld`."""
    decision, application = _end_appeal(decision_id, "uphold", ended_on=ended_on, by=by, on=on, note=note)
    record("decision.upheld", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def reverse_decision(*, decision_id: int, ended_on: date, by: User, on: date, note: str = "") -> Decision:
    """The appeal body reversed the refusal: its services wait for an outcome again. Records `decision.reversed`."""
    decision, application = _end_appeal(decision_id, "reverse", ended_on=ended_on, by=by, on=on, note=note)
    for request in locked_requests(decision.requests.all()):
        open_again(request, "reopen")
    settle(application, on=on)
    record("decision.reversed", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


def _end_appeal(
    decision_id: int, step: str, *, ended_on: date, by: User, on: date, note: str
) -> tuple[Decision, Application]:
    decision, application = decision_to_keep(decision_id, by=by)
    DECISION.take(decision, step)
    if ended_on > on:
        raise Refused(_("This day has not come yet."))
    if decision.appealed_on and ended_on < decision.appealed_on:
        raise Refused(_("The appeal cannot end before it was made. Check the day."))

    decision.appeal_ended_on, decision.appeal_note = ended_on, note.strip()
    decision.save(update_fields=["state", "appeal_ended_on", "appeal_note"])
    return decision, application
