"""Every open matter of a centre, of a case or of a member of staff, in as many queries as there are kinds of rows."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from cus.cases.clock import assistance, intake, plans, refusals
from cus.cases.clock.asked import Asked, seen
from cus.cases.clock.matter import Matter, with_stops
from cus.cases.models import Stop
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.procedure import due_after_standing

__all__ = ["Asked", "matters"]

Source = Callable[[Asked], Iterator[Matter]]
SOURCES: Final[tuple[Source, ...]] = (
    intake.applications,
    intake.transfers,
    intake.offers,
    intake.consents,
    refusals.refusals,
    plans.plans,
    assistance.open_requests,
    assistance.decisions,
    assistance.interviews,
)


def matters(asked: Asked) -> list[Matter]:
    """The matters asked for, the most urgent first; what has no day comes last."""
    bare = [matter for source in SOURCES for matter in source(asked)]
    stops = _stops_of({matter.application_id for matter in bare if matter.application_id}, asked)
    rule_applies = effect_of(due_after_standing, switched_off=asked.centre.switched_off_rules) is not Effect.SILENT
    found = [with_stops(one, stops[one.application_id or 0], rule_applies=rule_applies) for one in bare]
    if asked.until:
        until = asked.until
        found = [one for one in found if one.stands or (one.due_on and one.due_on <= until)]
    return sorted((one for one in found if _is_of(one, asked)), key=lambda one: one.urgency)


def _stops_of(applications: set[int], asked: Asked) -> dict[int, list[Stop]]:
    found: dict[int, list[Stop]] = defaultdict(list)
    rows = seen(Stop, asked).filter(application__in=applications).select_related("stopped_by", "letter", "document")
    for stop in rows.order_by("starts_on", "id"):
        found[stop.application_id].append(stop)
    return found


def _is_of(matter: Matter, asked: Asked) -> bool:
    """Whether the matter waits for the member of staff asked about: as who answers for it, or who signs it."""
    if asked.of is None:
        return True
    if matter.is_to_sign:
        return asked.of_signatory
    return matter.charge is not None and matter.charge.user_id == asked.of.pk
