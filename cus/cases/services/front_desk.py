"""The front desk during a call: person, representative and application in one go, or nothing of it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.files import File
from django.utils.timezone import localdate

from cus.accounts.models import Centre, User
from cus.cases.models import Applicant, Application
from cus.cases.services.intake import already_filed, file_application, hand_in_document, refused_right
from cus.cases.services.online import HelperGiven, PersonGiven
from cus.kit.conflicts import atomic_again
from cus.kit.polish import fold
from cus.offer.models import Service
from cus.people.queries import missing_right
from cus.people.services import add_person, add_representation, entry_in_use


@dataclass(frozen=True)
class CallNote:
    """What the front desk wrote down: `person` is an entry of the register or somebody new."""

    key: UUID
    person: int | PersonGiven
    applicant: str
    channel: str
    services: Collection[Service]
    helper: HelperGiven | None = None
    situation: str = ""
    signal_id: int | None = None
    documents: Collection[File] = ()


@atomic_again
def register_application(*, centre: Centre, note: CallNote, by: User, at: datetime) -> Application:
    """File what was said on the phone or at the desk. The same key again returns what was filed."""
    filed = already_filed(centre, note.key)
    if filed:
        return filed
    on = localdate(at)
    if isinstance(note.person, int):
        person = entry_in_use(note.person, centre=centre)
    else:
        person = add_person(centre=centre, by=by, on=on, **asdict(note.person))
    representation = None
    if note.helper and note.applicant != Applicant.PERSON:
        lost = missing_right(person, kind=note.applicant, name=note.helper.name, on=on)
        if lost and (not note.helper.basis.strip() or fold(note.helper.basis) == fold(lost.basis)):
            raise refused_right(lost, on=on)
        representation = add_representation(person=person, kind=note.applicant, by=by, on=on, **asdict(note.helper))
    application = file_application(
        centre=centre,
        person_id=person.pk,
        services=note.services,
        applicant=note.applicant,
        representation_id=representation.pk if representation else None,
        channel=note.channel,
        situation=note.situation,
        submission_key=note.key,
        by=by,
        at=at,
        signal_id=note.signal_id,
    )
    for upload in note.documents:
        hand_in_document(application_id=application.pk, upload=upload, by=by, on=on)
    return application
