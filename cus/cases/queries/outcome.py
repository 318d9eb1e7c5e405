"""The choice of an outcome: what each means, and why one is not possible now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.cases.line import PlaceInLine
from cus.cases.models import RequestedService
from cus.cases.queries.places import free_places, is_in_turn, place_in_line
from cus.cases.states import REQUEST, ApplicationState
from cus.law.citations import provision_of
from cus.law.qualification import may_qualify, order_key
from cus.offer.models import LegalTrack


@dataclass(frozen=True)
class Obstacle:
    """Why an outcome is not possible, or not in turn."""

    text: str
    provision: str = ""
    may_be_overcome: bool = False


@dataclass(frozen=True)
class OutcomePage:
    """What may become of the service now."""

    free: int | None
    place: PlaceInLine
    may_qualify_by_state: bool
    may_wait: bool
    may_transfer: bool
    may_refuse: bool
    obstacle: Obstacle | None
    needs_other_decision: bool

    @property
    def is_full(self) -> bool:
        return self.obstacle is not None and not self.obstacle.may_be_overcome


def outcome_page(request: RequestedService) -> OutcomePage:
    """The page of a request that came `with_places`."""
    alive = request.application.state in (
        ApplicationState.FILED,
        ApplicationState.RECOGNITION,
        ApplicationState.DECIDED,
    )
    by_decision = request.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE
    return OutcomePage(
        free=free_places(request),
        place=place_in_line(request),
        may_qualify_by_state=alive and not by_decision and REQUEST.allows(request.state, "qualify"),
        may_wait=alive and not by_decision and REQUEST.allows(request.state, "wait"),
        may_transfer=alive and REQUEST.allows(request.state, "transfer"),
        may_refuse=alive and not by_decision and REQUEST.allows(request.state, "draft_refusal"),
        obstacle=obstacle_to_qualifying(request),
        needs_other_decision=by_decision,
    )


def obstacle_to_qualifying(request: RequestedService) -> Obstacle | None:
    """What the law puts in the way: no place (RULE-37), or others who filed earlier (RULE-36)."""
    free = free_places(request)
    if free == 0 and request.held:  # type: ignore[attr-defined]
        text = _("No place is free: those not in use are offered to others, who still have time to answer.")
        return Obstacle(text, provision_of(may_qualify))
    if free == 0:
        text = ngettext("The only place is taken.", "All %(places)d places are taken.", request.service.places or 0)
        return Obstacle(text % {"places": request.service.places}, provision_of(may_qualify))
    if is_in_turn(request) or not request.centre.applies("RULE-36"):
        return None
    if request.is_paused and not request.ready_ahead:  # type: ignore[attr-defined]
        return Obstacle(_("The place in line is paused. End the pause first, when the person wants the place."))
    ahead: int = request.ready_ahead  # type: ignore[attr-defined]
    text = ngettext(
        "%(count)d person asked for this service earlier and goes first.",
        "%(count)d people asked for this service earlier and go first.",
        ahead,
    )
    return Obstacle(text % {"count": ahead}, provision_of(order_key), may_be_overcome=True)
