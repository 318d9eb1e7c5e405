"""Letters on their way: handed over, posted, packed; the card, the return, the notice that one waits."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import Application, CameBack, Dispatch, TakenBy
from cus.cases.services.deliveries import (
    Back,
    Taken,
    hand_over_letter,
    note_came_back,
    note_return_card,
    post_letters,
)
from cus.cases.services.e_delivery import check_address, prepare_package
from cus.cases.services.notices import tell_of_letter
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.people.models import ConsentKind, ConsentWay, Person
from cus.people.services import give_consent
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.models.outbox import OutboxChannel


def letter_of(case: Application, kind: LetterKind) -> Letter:
    letter = Letter.objects.about(case).filter(kind=kind).order_by("-id").first()
    if letter is None:
        raise Unreadable(f"The case {case.number} has no letter {kind.lower()} yet.")
    return letter


def dispatch_of(case: Application, kind: LetterKind) -> Dispatch:
    dispatch = Dispatch.objects.standing().filter(letter=letter_of(case, kind)).order_by("-id").first()
    if dispatch is None:
        raise Unreadable(f"The letter {kind.lower()} of the case {case.number} was not sent.")
    return dispatch


@verb("hands over")
def hands_over(
    stage: Stage,
    by: User,
    *,
    case: Application,
    letter: LetterKind,
    to: str = "",
    who: TakenBy = TakenBy.PERSON,
    taken: date | None = None,
) -> None:
    """The letter goes from our hands into theirs; `to` names who took it, if not the person."""
    given = Taken(taken or stage.on, to or case.person.name, who, is_signed_for=True)
    hand_over_letter(letter_id=letter_of(case, letter).pk, taken=given, by=by, on=stage.on)


@verb("posts")
def posts(stage: Stage, by: User, *, case: Application, letter: LetterKind, posted: date | None = None) -> None:
    """As a registered letter with a return card."""
    post_letters(letter_ids=[letter_of(case, letter).pk], posted_on=posted or stage.on, by=by, on=stage.on)


@verb("notes the return card")
def notes_the_return_card(
    stage: Stage,
    by: User,
    *,
    case: Application,
    letter: LetterKind,
    taken: date,
    to: str = "",
    who: TakenBy = TakenBy.PERSON,
) -> None:
    """Who took the letter from the postman, and when; also the proof of an electronic delivery."""
    given = Taken(taken, to or case.person.name, who, is_signed_for=True)
    note_return_card(dispatch_id=dispatch_of(case, letter).pk, taken=given, by=by, on=stage.on)


@verb("notes that the letter came back")
def notes_that_the_letter_came_back(
    stage: Stage,
    by: User,
    *,
    case: Application,
    letter: LetterKind,
    why: CameBack = CameBack.NOT_COLLECTED,
    first_notice: date | None = None,
    second_notice: date | None = None,
) -> None:
    """`first notice`, `second notice`: the days on the envelope."""
    back = Back(stage.on, why, first_notice, second_notice)
    note_came_back(dispatch_id=dispatch_of(case, letter).pk, back=back, by=by, on=stage.on)


@verb("notes what the address base says")
def notes_what_the_address_base_says(stage: Stage, by: User, *, of: Person, address: str = "") -> None:
    """The electronic address of the person; without `address` there is none."""
    check_address(person_id=of.pk, address=address, by=by, on=stage.on)


@verb("packs for e-delivery")
def packs(stage: Stage, by: User, *, case: Application, letter: LetterKind) -> None:
    prepare_package(letter_id=letter_of(case, letter).pk, by=by, on=stage.on)


@verb("tells that a letter waits")
def tells_that_a_letter_waits(
    stage: Stage, by: User, *, case: Application, letter: LetterKind, way: OutboxChannel = OutboxChannel.EMAIL
) -> None:
    tell_of_letter(letter_id=letter_of(case, letter).pk, channel=way, by=by, on=stage.on)


@verb("notes an agreement to notices")
def notes_an_agreement_to_notices(stage: Stage, by: User, *, of: Person, way: OutboxChannel) -> None:
    """The person agrees to be told by e-mail or text message that something waits."""
    kind = ConsentKind.EMAIL_NOTICE if way == OutboxChannel.EMAIL else ConsentKind.SMS_NOTICE
    give_consent(person_id=of.pk, kind=kind, words="Zgadzam się.", way=ConsentWay.SPOKEN, by=by, on=stage.on)
