"""Somebody was told of a free place and answers: yes, no, not now. The place goes on to the next by itself."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.accounts.models import User
from cus.cases.models import Application, LinePauseReason, PlaceOffer, Task
from cus.cases.permissions.waiting import may_note_answer, may_offer_place
from cus.cases.services.outcomes.holding import locked_in_line, rules_of, tell_places
from cus.cases.services.outcomes.offers import DAYS_TO_FILL_A_PLACE, fill_place, task_of
from cus.cases.services.outcomes.withdrawal import withdraw_request
from cus.cases.services.waiting.pauses import begin_pause
from cus.cases.states import OFFER, OfferState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record


class Then(TextChoices):
    """What becomes of the place in line of somebody who says no."""

    KEEP = "KEEP", gettext_lazy("stays in line; the next free place is offered to them")
    PAUSE = "PAUSE", gettext_lazy("stays in line, with a pause")
    GIVE_UP = "GIVE_UP", gettext_lazy("gives the service up")


@atomic_again
def note_told(*, offer_id: int, by: User, on: date) -> PlaceOffer:
    """Note that the person was told: the days to answer run from here. Records `place.told`."""
    offer, application = _locked(offer_id)
    if not may_note_answer(by, application):
        raise NotAllowed(_("Case staff and the front desk note what people answer."))
    if offer.told_on:
        return offer
    if offer.state != OfferState.OFFERED:
        raise Refused(_("This offer is over. Reload the page to see what changed."))
    offer.told_on = on
    offer.answer_by = max(offer.answer_by, on + timedelta(days=rules_of(offer.request.service).days_to_answer))
    offer.save(update_fields=["told_on", "answer_by"])
    _finish_task(offer, on=on)
    record("place.told", subject=offer.request, story=application.person, by=by, service=offer.request.service.name)
    return offer


@atomic_again
def accept_offer(*, offer_id: int, by: User | None, on: date, note: str = "") -> PlaceOffer:
    """The person says yes: the place stays held, and whoever decides gets a task. Nobody is qualified by it.

    `by` None: the person themselves, on the public page of their case. Records `place.accepted`.
    """
    offer, application = _locked(offer_id)
    _check_may_answer(by, application)
    if offer.state == OfferState.ACCEPTED:
        return offer
    _answer(offer, "accept", by=by, on=on, note=note)
    text = _("%(name)s wants the free place: %(service)s. Qualify them.") % {
        "name": application.person.name,
        "service": offer.request.service.name,
    }
    owner = application.coordinator or offer.offered_by or offer.request.outcome_by
    if owner:
        Task.objects.create(
            centre=offer.centre, owner=owner, person=application.person, application=application,
            text=text[:300], due_on=on + timedelta(days=DAYS_TO_FILL_A_PLACE), added_by=by,
        )  # fmt: skip
    record("place.accepted", subject=offer.request, story=application.person, by=by,
           service=offer.request.service.name)  # fmt: skip
    return offer


@atomic_again
def decline_offer(
    *, offer_id: int, by: User | None, on: date, then: str = Then.KEEP, note: str = "", until: date | None = None
) -> PlaceOffer:
    """The person says no: the place goes on to the next in line. They keep theirs, pause, or give the service up.

    `by` None: the person themselves, who keeps their place in line. Records `place.declined`.
    """
    offer, application = _locked(offer_id)
    _check_may_answer(by, application)
    if offer.state == OfferState.DECLINED:
        return offer
    _answer(offer, "decline", by=by, on=on, note=note)
    request = offer.request
    event = record("place.declined", subject=request, story=application.person, by=by, service=request.service.name)
    if then == Then.PAUSE:
        begin_pause(request, starts_on=on, ends_on=until, reason=LinePauseReason.WISH, note=note, by=by, on=on)
    elif then == Then.GIVE_UP and by:
        withdraw_request(request_id=request.pk, by=by, on=on, reason=note)
    pass_on(offer, by=by, on=on)
    tell_places(request.service, at=event.happened_at)
    return offer


@atomic_again
def recall_offer(*, offer_id: int, by: User, on: date, note: str) -> PlaceOffer:
    """Call an offer off, with the reason: it was a mistake, or the place is not there. It does not pass on by itself.

    Records `place.recalled`.
    """
    offer, application = _locked(offer_id)
    if not may_offer_place(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator offers places."))
    if not note.strip():
        raise Refused(_("Write why the offer is called off."))
    _answer(offer, "recall", by=by, on=on, note=note)
    event = record("place.recalled", subject=offer.request, story=application.person, by=by,
                   service=offer.request.service.name, reason=note.strip())  # fmt: skip
    tell_places(offer.request.service, at=event.happened_at)
    return offer


def pass_on(offer: PlaceOffer, *, by: User | None, on: date) -> PlaceOffer | None:
    """The place nobody took yet goes to the next who was not asked about it."""
    return fill_place(service_id=offer.service_id, place=offer.place, by=by, on=on)


def _locked(offer_id: int) -> tuple[PlaceOffer, Application]:
    """The offer with its line, application and request, locked in the order of the house."""
    request, application = locked_in_line(PlaceOffer.objects.values_list("request_id", flat=True).get(pk=offer_id))
    offer = PlaceOffer.objects.select_for_update(of=("self",)).select_related("offered_by").get(pk=offer_id)
    offer.request = request
    offer.service, offer.centre = request.service, application.centre
    return offer, application


def _check_may_answer(by: User | None, application: Application) -> None:
    if by is not None and not may_note_answer(by, application):
        raise NotAllowed(_("Case staff and the front desk note what people answer."))


def _answer(offer: PlaceOffer, step: str, *, by: User | None, on: date, note: str) -> None:
    OFFER.take(offer, step)
    offer.answered_on, offer.answered_by, offer.note = on, by, note.strip()[:300]
    offer.told_on = offer.told_on or on
    offer.save(update_fields=["state", "answered_on", "answered_by", "note", "told_on"])
    _finish_task(offer, on=on)


def _finish_task(offer: PlaceOffer, *, on: date) -> None:
    """The task to tell the person has nothing left to do."""
    tasks = Task.objects.open().filter(application_id=offer.request.application_id, text=task_of(offer)[:300])
    tasks.update(done_on=on)
