"""Signing a decision under the social assistance act: from here on it gives, changes, ends or refuses help."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.assistance_words import TITLES, words_of_assistance
from cus.cases.models import AssistanceDecision, AssistanceKind
from cus.cases.permissions.assistance import may_sign_assistance
from cus.cases.services.assistance.content import check_content
from cus.cases.services.assistance.locking import locked_assistance
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.progress import check_considered, give_outcome, settle
from cus.cases.states import DECISION, REQUEST, RequestState
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import LetterKind

A_DAY = timedelta(days=1)


@transaction.atomic
def sign_assistance(*, decision_id: int, by: User, on: date) -> AssistanceDecision:
    """Sign the decision and write its letter. Records `assistance.signed`.

    That the interview comes first only warns (RULE-69 is not confirmed): the page says so before one signs.
    """
    decision = locked_assistance(decision_id)
    application = decision.application
    if not may_sign_assistance(by, decision, on=on):
        raise NotAllowed(
            _("Decisions are signed by the director, or by whoever the director authorised for that day.")
        )
    check_considered(application)
    check_content(decision)

    DECISION.take(decision, "sign")
    _take_effect(decision, by=by, on=on)
    decision.signed_by, decision.signed_on = by, on
    decision.letter = _write(decision, by=by, on=on)
    decision.save(update_fields=["state", "lasts_until", "signed_by", "signed_on", "letter"])
    settle(application, on=on)
    told = {"number": decision.number, "what": f"{decision.get_kind_display()}, {decision.request.service.name}"}
    record("assistance.signed", subject=decision, story=application.person, by=by, **told)
    return decision


def _take_effect(decision: AssistanceDecision, *, by: User, on: date) -> None:
    """What the kind of the decision does to the one before it and to the request."""
    request = decision.request
    if decision.kind == AssistanceKind.REFUSE:
        give_outcome(request, "refuse_by_act", by=by, on=on, note=decision.number)
        return
    if decision.kind in (AssistanceKind.CHANGE, AssistanceKind.END) and decision.previous and decision.starts_on:
        shorten(decision.previous, until=decision.starts_on - A_DAY)
    if decision.gives_help:
        _check_alone(decision)
        decision.lasts_until = decision.ends_on
        if request.state != RequestState.GRANTED:
            give_outcome(request, "grant", by=by, on=on, note=decision.number, ended_on=None)
    elif decision.starts_on and decision.starts_on <= on:
        end_request(decision, on=on)


def shorten(decision: AssistanceDecision, *, until: date) -> None:
    """The decision gives help only until the day; not at all where that lies before its first day."""
    began = decision.starts_on is not None and until >= decision.starts_on
    decision.lasts_until = until if began else None
    decision.save(update_fields=["lasts_until"])


def end_request(decision: AssistanceDecision, *, on: date) -> None:
    """Help is no longer given: the request is over."""
    request = decision.request
    REQUEST.take(request, "end_grant")
    request.ended_on = on
    request.save(update_fields=["state", "ended_on"])


def _check_alone(decision: AssistanceDecision) -> None:
    """On no day do two decisions give the same help."""
    other = decision.request.assistance_decisions.exclude(pk=decision.pk).filter(
        starts_on__lte=decision.ends_on, lasts_until__gte=decision.starts_on
    )
    if found := other.order_by("starts_on", "id").first():
        raise Refused(
            _("The decision %(number)s already gives this help on some of these days. Change the days.")
            % {"number": found.number}
        )


def _write(decision: AssistanceDecision, *, by: User, on: date) -> Letter:
    return write_case_letter(
        application=decision.application,
        kind=LetterKind.ASSISTANCE_DECISION,
        title=TITLES[decision.kind],
        values=words_of_assistance(decision),
        number=decision.number,
        by=by,
        on=on,
    )
