"""Stopping the clock of a case and letting it go; passing an appeal on."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import Application, Decision, MatterKind, Stop, StopReason
from cus.cases.services.clock import StopGiven, let_clock_go, pass_appeal_on, stop_clock
from cus.cases.states import DecisionState
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb


@verb("stops the clock")
def stops_the_clock(
    stage: Stage,
    by: User,
    *,
    case: Application,
    because: StopReason = StopReason.DOCUMENTS,
    words: str = "",
    of: MatterKind | None = None,
    until: date | None = None,
) -> None:
    """Of the whole case, or `of` one matter; `until` is when what is waited for is expected."""
    given = StopGiven(reason=because, starts_on=stage.on, matter=of or "", words=words, expected_on=until)
    stop_clock(application_id=case.pk, given=given, by=by, on=stage.on)


@verb("lets the clock go")
def lets_the_clock_go(stage: Stage, by: User, *, case: Application) -> None:
    stop = Stop.objects.standing().filter(application=case).order_by("-id").first()
    if stop is None:
        raise Unreadable(f"Nothing of the case {case.number} stands still.")
    let_clock_go(stop_id=stop.pk, ends_on=stage.on, by=by, on=stage.on)


@verb("passes the appeal on")
def passes_the_appeal_on(stage: Stage, by: User, *, case: Application) -> None:
    """With the file, to the appeal body."""
    decision = Decision.objects.filter(application=case, state=DecisionState.APPEALED).order_by("-id").first()
    if decision is None:
        raise Unreadable(f"No appeal of the case {case.number} waits.")
    pass_appeal_on(decision_id=decision.pk, passed_on=stage.on, by=by, on=stage.on)
