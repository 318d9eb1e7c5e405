"""Before an application is considered: something is missing, is brought, is not brought, is withdrawn."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application
from cus.cases.permissions.intake import may_follow_up_application
from cus.cases.services.clock.standing import documents_have_come, stand_for_documents
from cus.cases.services.intake_letters import call_to_complete_letter, set_aside_letter, withdrawal_letter
from cus.cases.services.outcomes.progress import drop_drafts
from cus.cases.states import APPLICATION, REQUEST
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record


@atomic_again
def call_to_complete(*, application_id: int, missing: str, complete_by: date, by: User, on: date) -> Application:
    """Ask the applicant, by letter, for what is missing, until a day. Records `application.called_to_complete`."""
    application = _locked(application_id, by)
    if not missing.strip():
        raise Refused(_("Write what is missing, in words the applicant will understand."))
    if complete_by <= on:
        raise Refused(_("Give the applicant time: choose a day after today."))

    APPLICATION.take(application, "call_to_complete")
    application.missing, application.complete_by = missing.strip(), complete_by
    application.save(update_fields=["state", "missing", "complete_by"])
    letter = call_to_complete_letter(application, by=by, on=on)
    record(
        "application.called_to_complete",
        subject=application,
        story=application.person,
        by=by,
        until=date_format(complete_by, "j.m.Y"),
    )
    stand_for_documents(application, letter=letter, by=by, on=on)
    return application


@atomic_again
def complete_application(*, application_id: int, by: User, on: date) -> Application:
    """What was missing has come. The filing date stays (RULE-35). Records `application.completed`."""
    application = _locked(application_id, by)
    APPLICATION.take(application, "complete")
    application.completed_on = on
    application.save(update_fields=["state", "completed_on"])
    record("application.completed", subject=application, story=application.person, by=by)
    documents_have_come(application, by=by, on=on)
    return application


@atomic_again
def set_aside_application(*, application_id: int, reason: str, by: User, on: date) -> Application:
    """Leave an application that was not completed without consideration. Records `application.set_aside`.

    Only a person decides this, and only after the day until which the applicant was given time.
    """
    application = _locked(application_id, by)
    if not reason.strip():
        raise Refused(_("Write why the application cannot be considered as it is."))
    if application.complete_by and on <= application.complete_by:
        raise Refused(
            _("The applicant has time until %(day)s to complete the application. Wait until that day has passed.")
            % {"day": date_format(application.complete_by)}
        )

    APPLICATION.take(application, "set_aside")
    application.closed_on, application.close_reason = on, reason.strip()
    application.save(update_fields=["state", "closed_on", "close_reason"])
    set_aside_letter(application, by=by, on=on)
    record("application.set_aside", subject=application, story=application.person, by=by)
    documents_have_come(application, by=by, on=on)
    return application


@atomic_again
def withdraw_application(*, application_id: int, reason: str, by: User, on: date) -> Application:
    """The applicant takes the whole application back. Records `application.withdrawn`."""
    application = _locked(application_id, by)
    requests = list(application.requests.select_for_update(of=("self",)).order_by("id"))
    if not all(REQUEST.allows(request.state, "withdraw") for request in requests):
        raise Refused(
            _("Some services of this application have their outcome already. Withdraw the others one by one.")
        )

    APPLICATION.take(application, "withdraw")
    application.closed_on, application.close_reason = on, reason.strip()
    application.save(update_fields=["state", "closed_on", "close_reason"])
    for request in requests:
        REQUEST.take(request, "withdraw")
        drop_drafts(request)
        request.outcome_on, request.outcome_by = on, by
        request.save(update_fields=["state", "outcome_on", "outcome_by"])
    withdrawal_letter(application, by=by, on=on)
    record("application.withdrawn", subject=application, story=application.person, by=by)
    documents_have_come(application, by=by, on=on)
    return application


def _locked(application_id: int, by: User) -> Application:
    application = Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=application_id)
    if not may_follow_up_application(by, application):
        raise NotAllowed(_("You may not act on this application."))
    return application
