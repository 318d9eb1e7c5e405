"""What was tried with a letter, and which letters still wait to go out."""

from datetime import date

from django.db.models import QuerySet

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import Application, Dispatch, LetterNotice
from cus.cases.permissions.outcomes import LETTERS_OF_CASE_STAFF
from cus.people.models import Person, kept_from
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay
from cus.records.states import TO_SEND

PERSON = Person._meta.label_lower


def readable_letters(user: User) -> QuerySet[Letter]:
    """The letters of the centre the user may read: not those of their kin, nor of decisions to the front desk."""
    letters = Letter.objects.filter(centre_id=user.centre_id, story_kind=PERSON).exclude(story_id__in=kept_from(user))
    if user.has_role(*CASE_STAFF):
        return letters
    return letters.exclude(kind__in=LETTERS_OF_CASE_STAFF)


def letters_to_send(*, user: User, kind: str = "", state: str = "") -> QuerySet[Letter]:
    """Written or come back, and not yet on the way again; the oldest first."""
    letters = readable_letters(user).filter(state__in=TO_SEND)
    if kind:
        letters = letters.filter(kind=kind)
    if state in TO_SEND:
        letters = letters.filter(state=state)
    return letters.order_by("dated_on", "id")


def dispatches_of(letter: Letter) -> QuerySet[Dispatch]:
    """Every try to deliver the letter, the newest first."""
    return Dispatch.objects.filter(letter=letter).select_related("sent_by", "undone_by", "proof").order_by("-id")


def notices_of(letter: Letter) -> QuerySet[LetterNotice]:
    return LetterNotice.objects.filter(letter=letter).select_related("message", "noted_by").order_by("-id")


def posting_book(*, user: User, first: date, last: date) -> QuerySet[Dispatch]:
    """What was posted on the days, in the order of posting."""
    rows = Dispatch.objects.visible_to(user).standing().filter(way=DeliveryWay.POST, sent_on__range=(first, last))
    return rows.select_related("letter", "sent_by").order_by("sent_on", "id")


def cases_of(letters: list[Letter]) -> dict[int, Application]:
    """The applications the letters are about, by number, in one question."""
    kind = Application._meta.label_lower
    wanted = {letter.subject_id for letter in letters if letter.subject_kind == kind}
    return Application.objects.in_bulk(wanted)


def people_of(letters: list[Letter], *, user: User) -> dict[int, Person]:
    return Person.objects.visible_to(user).in_bulk({letter.story_id for letter in letters if letter.story_id})
