"""Post days of the example centre: letters go out every week, and their return cards come back."""

from datetime import timedelta

from cus.accounts.models import User
from cus.cases.letter_kinds import EDITABLE
from cus.cases.letter_ways import may_be_posted
from cus.cases.models import CameBack, Dispatch
from cus.cases.queries.delivery import letters_to_send, people_of
from cus.cases.services.deliveries import (
    Back,
    Taken,
    hand_over_letter,
    note_came_back,
    note_return_card,
    post_letters,
)
from cus.cases.services.wordings import save_wording
from cus.office.demo.loom import Moment, Story
from cus.office.demo.scene import Scene
from cus.people.models import Person
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay, LetterKind

FIRST_SEEN, LAST_SEEN, A_WEEK = 200, 2, 7  # days ago
NOT_COLLECTED = 17  # every so many letters nobody collects


def letters_go_out(scene: Scene) -> Story:
    """The front desk posts on one day of each week, and notes what came of the letters of the week before."""
    desk = scene.staff["front_desk"]
    for ago in range(FIRST_SEEN, LAST_SEEN, -A_WEEK):
        yield Moment(scene.moment(ago), desk)
        _note_cards(scene, ago, by=desk)
        _send(scene, ago, by=desk)


def the_centre_words_a_letter(scene: Scene) -> Story:
    """The organiser says in the notice of qualification how to give a place up."""
    organiser = scene.staff["organiser"]
    yield Moment(scene.moment(40), organiser)
    letter = EDITABLE[LetterKind.QUALIFICATION]
    text = letter.shipped.replace("też wystarczy telefon", "też wystarczy telefon albo SMS")
    save_wording(
        centre=scene.centre,
        kind=letter.kind,
        title=letter.title,
        text=text,
        starts_on=scene.day(40),
        reason="Ludzie pytali, czy można napisać SMS.",
        by=organiser,
        on=scene.day(40),
    )


def _send(scene: Scene, ago: int, *, by: User) -> None:
    on = scene.day(ago)
    letters = list(letters_to_send(user=by).filter(dated_on__lte=on))
    people = people_of(letters, user=by)
    alive = [letter for letter in letters if _of(letter, people).deceased_on is None]
    posted = [letter.pk for letter in alive if may_be_posted(letter, _of(letter, people))]
    if posted:
        post_letters(letter_ids=posted, posted_on=on, by=by, on=on)
    for letter in alive:
        if letter.pk not in posted:
            taken = Taken(on, _of(letter, people).name, is_signed_for=True)
            hand_over_letter(letter_id=letter.pk, taken=taken, by=by, on=on)


def _of(letter: Letter, people: dict[int, Person]) -> Person:
    """Whose story the letter belongs to."""
    return people[letter.story_id or 0]


def _note_cards(scene: Scene, ago: int, *, by: User) -> None:
    on = scene.day(ago)
    under_way = Dispatch.objects.standing().filter(
        way=DeliveryWay.POST, received_on__isnull=True, came_back_on__isnull=True
    )
    for dispatch in under_way.select_related("person").order_by("id"):
        first, second = dispatch.sent_on + timedelta(days=3), dispatch.sent_on + timedelta(days=10)
        if dispatch.pk % NOT_COLLECTED:
            taken = Taken(first, dispatch.addressee["name"], is_signed_for=True)
            note_return_card(dispatch_id=dispatch.pk, taken=taken, by=by, on=on)
        elif on >= dispatch.sent_on + timedelta(days=18):
            note_came_back(dispatch_id=dispatch.pk, back=Back(on, CameBack.NOT_COLLECTED, first, second), by=by, on=on)
