"""A refusal from its draft to the end of the appeal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cus.cases.clock.asked import Asked, narrowed, seen
from cus.cases.clock.matter import Matter, by_law, matter_of
from cus.cases.models import Decision, MatterKind
from cus.cases.states import DecisionState
from cus.law.procedure import appeal_passed_on_by, decided_by
from cus.law.refusal import appeal_ends_on

ON_ITS_WAY = (DecisionState.DRAFT, DecisionState.SIGNED, DecisionState.APPEALED)


def refusals(asked: Asked) -> Iterator[Matter]:
    """Refusals to sign and to deliver, the person's time to appeal, appeals to pass on and those being decided."""
    last = asked.until or date.max
    open_ones = Q(state__in=ON_ITS_WAY) | Q(state=DecisionState.DELIVERED, appeal_until__gte=asked.on)
    due = Q(state__in=ON_ITS_WAY) | Q(appeal_until__lte=last)
    rows = narrowed(
        seen(Decision, asked).filter(open_ones), asked, due=due, to_sign=Q(state=DecisionState.DRAFT)
    ).select_related("application__person", "application__coordinator", "appeal_passed_on")
    for decision in rows.order_by("id"):
        yield (_appeal if decision.state in AFTER_DELIVERY else _refusal)(decision, asked)


AFTER_DELIVERY = (DecisionState.DELIVERED, DecisionState.APPEALED)


def _refusal(decision: Decision, asked: Asked) -> Matter:
    is_draft = decision.state == DecisionState.DRAFT
    return matter_of(
        decision.application,
        MatterKind.REFUSAL,
        on=asked.on,
        key=decision.pk,
        subject=_("Refusal %(number)s") % {"number": decision.number},
        next_step=_("Sign the refusal") if is_draft else _("Deliver the refusal and note the day"),
        url=reverse("cases:decision", args=[decision.pk]),
        due_on=decided_by(filed_on=decision.application.filed_on),
        runs_from=decision.application.filed_on,
        is_to_sign=is_draft,
        may_move=True,
        **by_law(decided_by),
    )


def _appeal(decision: Decision, asked: Asked) -> Matter:
    number = {"number": decision.number}
    given: dict[str, Any] = {"on": asked.on, "key": decision.pk, "url": reverse("cases:decision", args=[decision.pk])}
    subject = _("Appeal against the refusal %(number)s") % number
    if decision.state == DecisionState.DELIVERED:
        return matter_of(
            decision.application,
            MatterKind.APPEAL,
            subject=_("Refusal %(number)s delivered") % number,
            next_step=_("The person may appeal"),
            due_on=decision.appeal_until,
            runs_from=decision.delivered_on,
            is_of_the_person=True,
            **given,
            **by_law(appeal_ends_on),
        )
    if getattr(decision, "appeal_passed_on", None):
        step = _("The appeal body decides")
        return matter_of(decision.application, MatterKind.APPEAL, subject=subject, next_step=step, **given)
    appealed_on = decision.appealed_on or asked.on
    return matter_of(
        decision.application,
        MatterKind.APPEAL,
        subject=subject,
        next_step=_("Pass the appeal on with the file"),
        due_on=appeal_passed_on_by(appealed_on=appealed_on),
        runs_from=appealed_on,
        **given,
        **by_law(appeal_passed_on_by),
    )
