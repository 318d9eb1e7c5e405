"""How a centre offers its places."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import LineRules
from cus.cases.permissions.waiting import may_set_rules
from cus.cases.services.outcomes.holding import lock_line
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed
from cus.records.log import record


@atomic_again
def set_line_rules(
    *, service_id: int, for_all: bool, offers_by_itself: bool, days_to_answer: int, unanswered: str, by: User, on: date
) -> LineRules:
    """Set the rules of one line, or (`for_all`) of every line without its own. Records `line.rules`."""
    service = lock_line(service_id)
    if not may_set_rules(by, service):
        raise NotAllowed(_("The director or the organiser sets how places are offered."))
    rules, _is_new = LineRules.objects.update_or_create(
        centre=service.centre,
        service=None if for_all else service,
        defaults={
            "offers_by_itself": offers_by_itself,
            "days_to_answer": days_to_answer,
            "unanswered": unanswered,
        },
    )
    if for_all:
        LineRules.objects.filter(centre=service.centre, service=service).delete()
    record("line.rules", subject=service, by=by, service=service.name)
    return rules
