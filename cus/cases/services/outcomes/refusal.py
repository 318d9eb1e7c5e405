"""Refusing a service: always a decision that a person drafts and the director, or whoever is authorised, signs."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.cases.letter_words import title_of_refusal, words_of_refusal
from cus.cases.models import Application, Decision, RequestedService
from cus.cases.models.application import RequestedServiceQuerySet
from cus.cases.permissions.outcomes import may_decide_outcome, may_keep_decision, may_sign_decision
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.progress import (
    application_to_consider,
    check_considered,
    check_is_of_programme,
    give_outcome,
    open_again,
    settle,
)
from cus.cases.states import DECISION, DecisionState
from cus.community.models import UnmetNeedSource
from cus.community.services import record_unmet_need
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.refusal import may_be_refused
from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import LetterKind

DECISIONS = "5022"


@atomic_again
def draft_refusal(
    *,
    application_id: int,
    request_ids: Collection[int],
    reasons: str,
    provision: str,
    appeal_instruction: str,
    by: User,
    on: date,
    for_lack_of_places: bool = False,
) -> Decision:
    """Draft the decision that refuses some services. Nothing is refused before it is signed.

    Records `decision.drafted`.
    """
    application = application_to_consider(application_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator drafts a refusal."))
    check_considered(application)
    _check_content(reasons, provision)
    requests = list(locked_requests(application.requests.filter(pk__in=request_ids)))
    if not requests:
        raise Refused(_("Choose at least one service to refuse."))

    for request in requests:
        check_is_of_programme(request)
        give_outcome(request, "draft_refusal", by=by, on=on)
    decision = Decision.objects.create(
        centre=application.centre,
        application=application,
        number=next_number(centre=application.centre, series=DECISIONS, on=on),
        reasons=reasons.strip(),
        provision=provision.strip(),
        appeal_instruction=appeal_instruction.strip(),
        for_lack_of_places=for_lack_of_places,
        drafted_by=by,
        drafted_on=on,
    )
    decision.requests.set(requests)
    settle(application, on=on)
    record("decision.drafted", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def change_refusal(
    *,
    decision_id: int,
    reasons: str,
    provision: str,
    appeal_instruction: str,
    by: User,
    on: date,
    for_lack_of_places: bool = False,
) -> Decision:
    """Correct the wording of a refusal that nobody has signed yet. Records `decision.changed`."""
    decision, application = decision_to_keep(decision_id, by=by)
    if decision.state != DecisionState.DRAFT:
        raise WrongState(_("A signed decision does not change. Its reversal, or a new decision, does."))
    _check_content(reasons, provision)

    decision.reasons, decision.provision = reasons.strip(), provision.strip()
    decision.appeal_instruction, decision.for_lack_of_places = appeal_instruction.strip(), for_lack_of_places
    decision.save(update_fields=["reasons", "provision", "appeal_instruction", "for_lack_of_places"])
    record("decision.changed", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def drop_refusal(*, decision_id: int, by: User, on: date) -> Decision:
    """Give the drafted refusal up: its services wait for an outcome again. Records `decision.dropped`."""
    decision, application = decision_to_keep(decision_id, by=by)

    DECISION.take(decision, "drop")
    decision.save(update_fields=["state"])
    for request in locked_requests(decision.requests.all()):
        open_again(request, "drop_refusal")
    settle(application, on=on)
    record("decision.dropped", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


@atomic_again
def sign_decision(*, decision_id: int, by: User, on: date) -> Decision:
    """Sign the refusal: from here on it is a decision, and its services are refused (RULE-39).

    Writes the letter; a refusal for lack of places also becomes an unmet need of the municipality, without names.
    Records `decision.signed`.
    """
    decision, application = _load_decision(decision_id)
    if not may_sign_decision(by, decision, on=on):
        raise NotAllowed(
            _("Decisions are signed by the director, or by whoever the director authorised for that day.")
        )
    if not may_be_refused(has_decision=bool(decision.reasons and decision.provision)):
        raise Refused(
            _("A refusal needs its reasons and its legal basis. Complete the draft, then sign it."),
            provision=provision_of(may_be_refused),
        )

    DECISION.take(decision, "sign")
    requests = list(locked_requests(decision.requests.all()))
    for request in requests:
        give_outcome(request, "refuse", by=by, on=on)
    decision.signed_by, decision.signed_on = by, on
    decision.letter = _write_decision(decision, application, requests, by=by, on=on)
    decision.save(update_fields=["state", "signed_by", "signed_on", "letter"])
    if decision.for_lack_of_places:
        _note_unmet_needs(application, requests, on=on)
    settle(application, on=on)
    record("decision.signed", subject=decision, story=application.person, by=by, number=decision.number)
    return decision


def _check_content(reasons: str, provision: str) -> None:
    if not reasons.strip():
        raise Refused(
            _("Write the reasons: what was found out, and why it does not suffice."),
            provision=provision_of(may_be_refused),
        )
    if not provision.strip():
        raise Refused(_("Write the legal basis of the refusal."), provision=provision_of(may_be_refused))


def _write_decision(
    decision: Decision, application: Application, requests: list[RequestedService], *, by: User, on: date
) -> Letter:
    return write_case_letter(
        application=application,
        kind=LetterKind.REFUSAL,
        title=title_of_refusal(len(requests)),
        values=words_of_refusal(decision, [request.service.name for request in requests]),
        number=decision.number,
        by=by,
        on=on,
    )


def _note_unmet_needs(application: Application, requests: list[RequestedService], *, on: date) -> None:
    for request in requests:
        record_unmet_need(
            centre=application.centre,
            source=UnmetNeedSource.NO_PLACES,
            words=request.service.name,
            area=request.service.area,
            town=application.person.town,
            on=on,
        )


def decision_to_keep(decision_id: int, *, by: User) -> tuple[Decision, Application]:
    """The decision and its application, locked, for those who draft decisions and follow their course."""
    decision, application = _load_decision(decision_id)
    if not may_keep_decision(by, decision):
        raise NotAllowed(_("The director, the organiser or a coordinator follows the course of a decision."))
    return decision, application


def _load_decision(decision_id: int) -> tuple[Decision, Application]:
    asked = Decision.objects.get(pk=decision_id)
    application = application_to_consider(asked.application_id)
    return Decision.objects.select_for_update(of=("self",)).get(pk=decision_id), application


def locked_requests(requests: RequestedServiceQuerySet) -> RequestedServiceQuerySet:
    return requests.select_for_update(of=("self",)).select_related("service").order_by("id")
