"""What only a person can say of an import: who a doubtful row is, which service of ours an old word means."""

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.models import OpsAnswer, OpsHelpWords, OpsRow, OpsRowState
from cus.cases.permissions.ops_import import may_take_over_for
from cus.kit.errors import NotAllowed, Refused
from cus.kit.polish import fold
from cus.offer.models import Service
from cus.people.models import Person


@transaction.atomic
def answer_row(*, row_id: int, person_id: int | None, by: User) -> OpsRow:
    """Say who a possible duplicate is: somebody of the register, or (None) somebody new."""
    row = OpsRow.objects.select_for_update(of=("self",)).select_related("centre").get(pk=row_id)
    _must_be_theirs(by, row.centre)
    if row.state != OpsRowState.DOUBTFUL or row.done_at is not None:
        raise Refused(_("Nothing is to be said of this row any more."))
    if person_id is None:
        row.answer, row.person = OpsAnswer.NEW, None
    else:
        person = Person.objects.visible_to(by).filter(pk=person_id).first()
        if person is None or person.pk not in row.candidates:
            raise Refused(_("Choose one of the people shown."))
        row.answer, row.person = OpsAnswer.SAME, person
    row.save(update_fields=["answer", "person"])
    return row


@transaction.atomic
def map_help(*, centre: Centre, words: str, service_id: int | None, by: User) -> OpsHelpWords:
    """Remember which service of ours a kind of help is (None: none of ours)."""
    _must_be_theirs(by, centre)
    service = None
    if service_id is not None:
        service = Service.objects.visible_to(by).filter(pk=service_id).first()
        if service is None:
            raise Refused(_("Choose a service of the catalogue."))
    kept, _made = OpsHelpWords.objects.update_or_create(
        centre=centre, folded=fold(words)[:200], defaults={"words": words[:200], "service": service}
    )
    return kept


def _must_be_theirs(by: User, centre: Centre) -> None:
    if not may_take_over_for(by, centre):
        raise NotAllowed(_("Only the director and the services organiser take over people and cases."))
