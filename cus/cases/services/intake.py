"""Taking in applications: one function, one thing that happens at the front desk or in the online form."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.files import File
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.accounts.numbers import next_number
from cus.cases.models import Applicant, Application, RequestedService
from cus.cases.permissions.intake import may_file_application, may_follow_up_application
from cus.cases.services.intake_letters import confirm_filing
from cus.cases.services.signals import turn_into_application
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.law.application import Filing, filed_as
from cus.law.citations import provision_of
from cus.offer.models import Service, ServiceStatus
from cus.people.models import Person, Representation, Scope
from cus.people.queries import may_act_for
from cus.people.services import entry_in_use
from cus.records.documents import keep_document
from cus.records.log import record
from cus.records.models import Document

APPLICATIONS = "5020"
# No letter or digit that sounds or looks like another: the code is read out over the phone and copied by hand.
CODE_LETTERS = "ACDEFGHJKMNPQRTUWXY34679"
CODE_LENGTH = 10
OPEN_TO_PUBLIC = (ServiceStatus.PUBLIC,)
OPEN_TO_STAFF = (ServiceStatus.PUBLIC, ServiceStatus.PAUSED)


@atomic_again
def file_application(
    *,
    centre: Centre,
    person_id: int,
    services: Collection[Service],
    applicant: str,
    channel: str,
    submission_key: UUID,
    by: User | None,
    at: datetime,
    representation_id: int | None = None,
    situation: str = "",
    signal_id: int | None = None,
    wishes: Mapping[int, str] | None = None,
) -> Application:
    """File an application for one or several services and confirm it by letter (`by` None: the applicant, online).

    The same submission key again returns the application already filed. Records `application.filed`.
    """
    filed = already_filed(centre, submission_key)
    if filed:
        return filed
    person = entry_in_use(person_id, centre=centre)
    representation = _representation(person, representation_id)
    if not may_file_application(by, centre):
        raise NotAllowed(_("Only case staff and the front desk file applications."))
    _check_applicant(applicant, representation, on=localdate(at))
    _check_services(services, by=by)
    if person.deceased_on:
        raise Refused(_("The register says that this person has died. Nothing can be filed for them any more."))

    application = Application.objects.create(
        centre=centre,
        number=next_number(centre=centre, series=APPLICATIONS, on=localdate(at)),
        code=new_code(),
        submission_key=submission_key,
        person=person,
        filed_at=at,
        filed_on=localdate(at),
        applicant=applicant,
        representation=representation,
        channel=channel,
        situation=situation.strip(),
        registered_by=by,
    )
    _request_services(application, services, wishes or {})
    if signal_id is not None:
        turn_into_application(signal_id=signal_id, application=application, by=by)
    confirm_filing(application, by=by, on=localdate(at))
    record("application.filed", subject=application, story=person, by=by, number=application.number)
    return application


def already_filed(centre: Centre, submission_key: UUID) -> Application | None:
    """The application of this submission; from here to the end of the transaction nobody else files it."""
    hold_submission(submission_key)
    return Application.objects.filter(centre=centre, submission_key=submission_key).first()


def hold_submission(submission_key: UUID) -> None:
    """Whoever sends the same form at the same moment waits here until the first one is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(submission_key)])


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


def _representation(person: Person, representation_id: int | None) -> Representation | None:
    return person.representations.get(pk=representation_id) if representation_id is not None else None


def _check_applicant(applicant: str, representation: Representation | None, *, on: date) -> None:
    if filed_as(applicant=applicant) is Filing.SIGNAL:
        raise Refused(
            _("A neighbour or an institution cannot apply for somebody. Note what they say as a signal instead."),
            provision=provision_of(filed_as),
        )
    if applicant != Applicant.PERSON and representation is None:
        raise Refused(_("Write who applies for the person: name, and who they are to the person."))
    if representation is None:
        return
    if representation.applies_as != applicant:
        raise Refused(_("This person was noted in another role. Choose the same role, or note them anew."))
    if not may_act_for(representation, Scope.APPLY, on):
        raise refused_right(representation, on=on)


def refused_right(representation: Representation, *, on: date) -> Refused:
    """Whose right has ended, or does not cover filing, cannot apply; what they say is a signal (RULE-34)."""
    name, ended_on = representation.name, representation.ends_on
    if ended_on is not None and ended_on < on:
        text = _("The right of %(name)s to act ended on %(day)s. Note what they say as a signal.")
        return Refused(text % {"name": name, "day": date_format(ended_on)}, provision=provision_of(filed_as))
    if representation.starts_on > on:
        text = _("The right of %(name)s to act begins on %(day)s. Note what they say as a signal.")
        words = {"name": name, "day": date_format(representation.starts_on)}
        return Refused(text % words, provision=provision_of(filed_as))
    text = _("The right of %(name)s to act does not cover applications. Note what they say as a signal.")
    return Refused(text % {"name": name}, provision=provision_of(filed_as))


def _check_services(services: Collection[Service], *, by: User | None) -> None:
    if not services:
        raise Refused(_("Choose at least one service."))
    open_ones = OPEN_TO_PUBLIC if by is None else OPEN_TO_STAFF
    closed = [service.name for service in services if service.status not in open_ones]
    if closed:
        raise Refused(
            _("No applications are taken now for: %(services)s. Leave it out, or ask the organiser of services.")
            % {"services": ", ".join(closed)}
        )


def _request_services(application: Application, services: Collection[Service], wishes: Mapping[int, str]) -> None:
    chosen = {service.pk: service for service in services}
    RequestedService.objects.bulk_create(
        RequestedService(
            centre=application.centre, application=application, service=service, wish=wishes.get(service.pk, "")
        )
        for service in chosen.values()
    )


@atomic_again
def hand_in_document(*, application_id: int, upload: File, by: User | None, on: date) -> Document:
    """Add a file to an application (`by` None: the applicant, online). Records `application.document`."""
    application = Application.objects.select_related("person").get(pk=application_id)
    if not (by is None or may_follow_up_application(by, application)):
        raise NotAllowed(_("You may not add documents to this application."))
    document = keep_document(subject=application, story=application.person, upload=upload, by=by)
    record(
        "application.document",
        subject=application,
        story=application.person,
        by=by,
        file=document.name,
        document=str(document.uuid),
        on=on.isoformat(),
    )
    return document


@atomic_again
def hand_in_documents(*, application_id: int, uploads: Collection[File], by: User | None, on: date) -> list[Document]:
    """Add several files; when one of them is refused, none is kept."""
    return [hand_in_document(application_id=application_id, upload=upload, by=by, on=on) for upload in uploads]
