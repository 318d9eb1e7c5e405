"""Lines: offers of places and their answers, pauses, other places and other lines."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import Application, LinePauseReason, OfferChannel, PlaceOffer, Unanswered
from cus.cases.services.waiting import (
    Then,
    accept_offer,
    decline_offer,
    end_pause_in_line,
    move_to_line,
    note_told,
    offer_place,
    pause_in_line,
    put_at_place,
    recall_offer,
    set_line_rules,
)
from cus.cases.states import RUNNING_OFFER
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.office.stories.verbs.outcomes import request_of


def _offer(case: Application, service: Service) -> PlaceOffer:
    running = PlaceOffer.objects.filter(request=request_of(case, service), state__in=RUNNING_OFFER)
    offer = running.first()
    if offer is None:
        raise Unreadable(f"No place in “{service.name}” is offered in the case {case.number}.")
    return offer


@verb("offers the place")
def offers_the_place(
    stage: Stage,
    by: User,
    *,
    case: Application,
    for_: Service,
    way: OfferChannel = OfferChannel.IN_PERSON,
    told: bool = True,
    out_of_turn: str = "",
) -> None:
    """`told: no`: somebody still has to tell the person; `out of turn`: why before those who come first."""
    offer_place(
        request_id=request_of(case, for_).pk, channel=way, told=told, out_of_turn=out_of_turn, by=by, on=stage.on
    )  # fmt: skip


@verb("tells of the place")
def tells_of_the_place(stage: Stage, by: User, *, case: Application, for_: Service) -> None:
    note_told(offer_id=_offer(case, for_).pk, by=by, on=stage.on)


@verb("notes that the person accepts")
def accepts(stage: Stage, by: User, *, case: Application, for_: Service) -> None:
    accept_offer(offer_id=_offer(case, for_).pk, by=by, on=stage.on)


@verb("notes that the person declines")
def declines(
    stage: Stage, by: User, *, case: Application, for_: Service, then: Then = Then.KEEP, until: date | None = None
) -> None:
    decline_offer(offer_id=_offer(case, for_).pk, then=then, until=until, by=by, on=stage.on)


@verb("calls off the offer")
def calls_off(stage: Stage, by: User, *, case: Application, for_: Service, because: str = "Pomyłka.") -> None:
    recall_offer(offer_id=_offer(case, for_).pk, note=because, by=by, on=stage.on)


@verb("pauses the place")
def pauses_the_place(
    stage: Stage,
    by: User,
    *,
    case: Application,
    for_: Service,
    until: date | None = None,
    why: LinePauseReason = LinePauseReason.HOSPITAL,
) -> None:
    """The person keeps their place in line and is passed over meanwhile; without a day: until they say so."""
    pause_in_line(
        request_id=request_of(case, for_).pk, starts_on=stage.on, ends_on=until, reason=why, by=by, on=stage.on
    )  # fmt: skip


@verb("ends the pause in line")
def ends_the_pause(stage: Stage, by: User, *, case: Application, for_: Service) -> None:
    end_pause_in_line(request_id=request_of(case, for_).pk, by=by, on=stage.on)


@verb("moves to the line of")
def moves_to_the_line(
    stage: Stage,
    by: User,
    *,
    case: Application,
    service: Service,
    from_: Service,
    because: str = "Ta usługa wystarczy.",
) -> None:
    """The day of filing counts on in the other line."""
    move_to_line(
        request_id=request_of(case, from_).pk, service_id=service.pk, reason=because, by=by, on=stage.on
    )  # fmt: skip


@verb("puts in line")
def puts_in_line(stage: Stage, by: User, *, case: Application, for_: Service, at: int, because: str = "") -> None:
    """At another place, counted from one, with a reason."""
    put_at_place(request_id=request_of(case, for_).pk, place=at, reason=because, by=by, on=stage.on)


@verb("sets the rules of lines")
def sets_the_rules(
    stage: Stage,
    by: User,
    *,
    of: Service,
    days: int = 7,
    by_itself: bool = True,
    unanswered: Unanswered = Unanswered.KEEP,
) -> None:
    """`by itself: no`: a free place is offered by hand only."""
    set_line_rules(
        service_id=of.pk, for_all=False, offers_by_itself=by_itself, days_to_answer=days, unanswered=unanswered,
        by=by, on=stage.on,
    )  # fmt: skip
