"""Passing an application on, wholly or in part, with the person's consent, and following up what became of it."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, RequestedService, Transfer
from cus.cases.models.transfer import TransferAnswer
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.progress import (
    application_to_consider,
    check_considered,
    give_outcome,
    open_again,
    settle,
)
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.templatetags.kit import phone
from cus.law.citations import provision_of
from cus.law.transfer import left_after_transfer, transfer_allowed, transfer_target_is_allowed
from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.team.models import Unit


@atomic_again
def pass_on(
    *,
    application_id: int,
    request_ids: Collection[int],
    unit_id: int,
    consented_on: date | None,
    consented_how: str,
    follow_up_on: date,
    by: User,
    on: date,
    reason: str = "",
) -> Transfer:
    """Pass some or all services of an application on to another team or unit. The rest stays open (RULE-41).

    Needs the person's consent: when and how it was given (RULE-40). Records `application.passed_on`.
    """
    application = application_to_consider(application_id)
    unit = Unit.objects.get(pk=unit_id, centre_id=application.centre_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator passes an application on."))
    check_considered(application)
    _check_consent(consented_on, consented_how, on=on)
    _check_unit(unit, application)
    if follow_up_on < on:
        raise Refused(_("The day to ask about it has passed. Choose today or a later day."))
    requests = _requests_of(application, request_ids)

    for request in requests:
        give_outcome(request, "transfer", by=by, on=on, note=unit.name)
    transfer = Transfer.objects.create(
        centre=application.centre,
        application=application,
        unit=unit,
        consented_on=consented_on,  # type: ignore[misc]  # asked for above: without it nothing is passed on
        consented_how=consented_how.strip(),
        passed_on=on,
        passed_by=by,
        reason=reason.strip(),
        follow_up_on=follow_up_on,
        letter=_tell(application, unit, requests, by=by, on=on),
    )
    transfer.requests.set(requests)
    settle(application, on=on)
    names = ", ".join(request.service.name for request in requests)
    record("application.passed_on", subject=transfer, story=application.person, by=by, unit=unit.name, services=names)
    return transfer


def _check_consent(consented_on: date | None, consented_how: str, *, on: date) -> None:
    if not transfer_allowed(consented_on=consented_on, on=on):
        raise Refused(
            _("Ask the person first: an application is passed on only with their consent. Write when they gave it."),
            provision=provision_of(transfer_allowed),
        )
    if not consented_how.strip():
        raise Refused(
            _("Write how the consent was given, for example in a call or in writing."),
            provision=provision_of(transfer_allowed),
        )


def _check_unit(unit: Unit, application: Application) -> None:
    """That nobody else may receive an application is our reading of the Act, so a centre can switch it off."""
    if not transfer_target_is_allowed(target=unit.kind) and application.centre.applies("RULE-42"):
        raise Refused(
            _(
                "%(unit)s is outside the municipality: an application cannot be passed on there. "
                "Tell the person how to reach them, and give this service another outcome here."
            )
            % {"unit": unit.name},
            provision=provision_of(transfer_target_is_allowed),
        )


def _requests_of(application: Application, request_ids: Collection[int]) -> list[RequestedService]:
    if not request_ids:
        raise Refused(_("Choose at least one service to pass on."))
    requested = set(application.requests.values_list("pk", flat=True))
    left_after_transfer(requested=requested, transferred=set(request_ids))
    locked = RequestedService.objects.select_for_update(of=("self",)).select_related("service")
    return list(locked.filter(pk__in=request_ids).order_by("id"))


def _tell(application: Application, unit: Unit, requests: list[RequestedService], *, by: User, on: date) -> Letter:
    return write_case_letter(
        application=application,
        kind=LetterKind.TRANSFER,
        values={
            "services": [request.service.name for request in requests],
            "unit": unit.name,
            "unit_address": unit.address,
            "unit_phone": phone(unit.phone),
            "rest": [
                request.service.name
                for request in application.requests.select_related("service").order_by("id")
                if request.pk not in {passed.pk for passed in requests}
            ],
        },
        by=by,
        on=on,
    )


@atomic_again
def answer_transfer(*, transfer_id: int, answer: str, by: User, on: date, note: str = "") -> Transfer:
    """Note what the other side said: taken over, or returned - then the services wait for an outcome here again.

    Records `transfer.taken` or `transfer.returned`.
    """
    asked = Transfer.objects.get(pk=transfer_id)
    application = application_to_consider(asked.application_id)
    transfer = Transfer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=transfer_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator notes the answer."))
    if transfer.answer != TransferAnswer.NONE:
        raise WrongState(_("The answer is already noted: %(answer)s.") % {"answer": transfer.get_answer_display()})
    if answer not in (TransferAnswer.TAKEN, TransferAnswer.RETURNED):
        raise Refused(_("Choose the answer: taken over, or returned."))

    transfer.answer, transfer.answered_on, transfer.answer_note = answer, on, note.strip()
    transfer.save(update_fields=["answer", "answered_on", "answer_note"])
    if answer == TransferAnswer.RETURNED:
        for request in transfer.requests.select_for_update(of=("self",)).order_by("id"):
            open_again(request, "take_back")
        settle(application, on=on)
        record("transfer.returned", subject=transfer, story=application.person, by=by, unit=transfer.unit.name)
    else:
        record("transfer.taken", subject=transfer, story=application.person, by=by, unit=transfer.unit.name)
    return transfer
