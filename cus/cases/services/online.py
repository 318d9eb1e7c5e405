"""What comes in through the public form: an application of a person, or a neighbour's signal."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.files import File
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.cases.models import Applicant, Application, FilingChannel, Signal
from cus.cases.models.signal import ReporterKind
from cus.cases.services.intake import already_filed, file_application, hand_in_document, hold_submission
from cus.cases.services.signals import receive_signal
from cus.kit.conflicts import atomic_again
from cus.kit.polish import fold
from cus.law.application import Filing, filed_as
from cus.offer.models import Service
from cus.people.models import Person, Representation, RepresentationKind
from cus.people.queries import is_shared_phone, missing_right
from cus.people.services import add_person, add_representation, international_phone
from cus.records.documents import keep_document
from cus.records.log import record


@dataclass(frozen=True)
class PersonGiven:
    """The person as the applicant describes them; only the name has to be there."""

    first_name: str
    last_name: str
    born_on: date | None = None
    pesel: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    house: str = ""
    postcode: str = ""
    town: str = ""
    channel: str = ""
    reach_note: str = ""


@dataclass(frozen=True)
class HelperGiven:
    """Whoever applies for the person."""

    name: str
    relation: str = ""
    phone: str = ""
    email: str = ""
    basis: str = ""


@dataclass(frozen=True)
class ReportGiven:
    """What somebody else reports about a person who may need help."""

    reporter_kind: str
    reporter_name: str
    reporter_phone: str
    about_name: str
    about_where: str
    about_phone: str
    content: str


@dataclass(frozen=True)
class Submission:
    """One sending of the public form; the key makes it count once however often it is sent."""

    key: UUID
    applicant: str
    services: Collection[Service] = ()
    situation: str = ""
    person: PersonGiven | None = None
    helper: HelperGiven | None = None
    report: ReportGiven | None = None
    documents: Collection[File] = field(default_factory=tuple)


@atomic_again
def take_in(*, centre: Centre, submission: Submission, at: datetime) -> Application | Signal:
    """File what came online: an application, or a signal where the law lets nobody apply (RULE-34)."""
    if filed_as(applicant=submission.applicant) is Filing.SIGNAL:
        return _report(centre, submission, at)
    filed = already_filed(centre, submission.key)
    return filed or _apply(centre, submission, at)


def _report(centre: Centre, submission: Submission, at: datetime) -> Signal:
    if submission.report is None:
        raise ValueError("A signal needs what was reported.")
    hold_submission(submission.key)
    return receive_signal(centre=centre, by=None, at=at, submission_key=submission.key, **vars(submission.report))


def _apply(centre: Centre, submission: Submission, at: datetime) -> Application | Signal:
    if submission.person is None:
        raise ValueError("An application needs its person.")
    given, on = submission.person, localdate(at)
    known = person_in_register(centre, given)
    helper = submission.helper if submission.applicant != Applicant.PERSON else None
    lost = missing_right(known, kind=submission.applicant, name=helper.name, on=on) if known and helper else None
    if lost:
        return _right_is_missing(centre, submission, lost, at)
    is_doubtful = known is None and pesel_is_taken(centre, given.pesel)
    person = known or add_person(
        centre=centre, by=None, on=on, **(vars(given) | ({"pesel": ""} if is_doubtful else {}))
    )
    representation = (
        add_representation(person=person, kind=submission.applicant, by=None, on=on, **vars(helper))
        if helper
        else None
    )
    application = file_application(
        centre=centre,
        person_id=person.pk,
        services=submission.services,
        applicant=submission.applicant,
        representation_id=representation.pk if representation else None,
        channel=FilingChannel.ONLINE,
        situation="\n\n".join(
            filter(None, (submission.situation.strip(), differing_contact(person, given, representation, helper)))
        ),
        submission_key=submission.key,
        by=None,
        at=at,
    )
    for upload in submission.documents:
        hand_in_document(application_id=application.pk, upload=upload, by=None, on=on)
    if is_doubtful:
        record("application.identity_doubtful", subject=application, story=person, by=None)
    return application


def _right_is_missing(centre: Centre, submission: Submission, lost: Representation, at: datetime) -> Signal:
    """Whoever may no longer act is heard as anybody who reports; what they send is kept for staff, nothing is filed.

    The answer is the one every report gets: it tells nothing of what the register knows.
    """
    helper, person = submission.helper, lost.person
    wanted = ", ".join(service.name for service in submission.services)
    told = [
        submission.situation.strip(),
        _("Wanted to apply for: %(services)s") % {"services": wanted} if wanted else "",
    ]
    hold_submission(submission.key)
    signal = receive_signal(
        centre=centre,
        by=None,
        at=at,
        submission_key=submission.key,
        reporter_kind=ReporterKind.FAMILY if lost.kind == RepresentationKind.PARENT else ReporterKind.OTHER,
        reporter_name=lost.name,
        reporter_phone=helper.phone if helper else "",
        about_name=person.name,
        person=person,
        content="\n\n".join(filter(None, told)),
    )
    for upload in submission.documents:
        keep_document(subject=person, story=person, upload=upload, by=None)
    record("person.right_missed", subject=lost, story=person, by=None, who=lost.name)
    return signal


def person_in_register(centre: Centre, given: PersonGiven) -> Person | None:
    """The entry that is surely the same person; when in doubt nobody, and staff compare.

    Sure is the same PESEL under the same first or last name, or the same name and date of birth at the same address or
    at a phone only this person answers. What the register says is not changed by the public.
    """
    people = Person.objects.standing().filter(centre=centre, deceased_on__isnull=True).order_by("id")
    if given.pesel:
        for person in people.filter(pesel=given.pesel):
            names = {fold(person.first_name), fold(person.last_name)}
            return person if names & {fold(given.first_name), fold(given.last_name)} else None
    if not given.born_on:
        return None
    for person in people.filter(born_on=given.born_on):
        same_name = fold(person.name) == fold(f"{given.first_name} {given.last_name}")
        other_pesel = bool(given.pesel and person.pesel)
        if same_name and not other_pesel and _lives_or_calls_alike(person, given):
            return person
    return None


def _lives_or_calls_alike(person: Person, given: PersonGiven) -> bool:
    """A phone that others answer tells nobody apart."""
    same_phone = bool(given.phone) and person.phone == international_phone(given.phone)
    same_phone = same_phone and not is_shared_phone(person)
    here, there = (fold(f"{place.town} {place.street} {place.house}") for place in (person, given))
    return same_phone or (bool(given.house) and here == there)


def pesel_is_taken(centre: Centre, pesel: str) -> bool:
    return bool(pesel) and Person.objects.filter(centre=centre, pesel=pesel).exists()


def differing_contact(
    person: Person, given: PersonGiven, representation: Representation | None, helper: HelperGiven | None
) -> str:
    """Contact that differs from the register: kept in the words of the application, for staff to compare."""
    place = Person(street=given.street, house=given.house, postcode=given.postcode, town=given.town)
    told = [
        (_("phone"), person.phone, international_phone(given.phone)),
        (_("e-mail"), person.email, given.email),
        (_("address"), person.address, place.address),
        (_("how to reach the person"), person.reach_note, given.reach_note),
    ]
    if representation and helper:
        told.append((helper.name, representation.phone, international_phone(helper.phone)))
    lines = [f"{label}: {new}" for label, old, new in told if new and fold(new) != fold(old)]
    return "\n".join([_("In the application, other than in the register:"), *lines]) if lines else ""
