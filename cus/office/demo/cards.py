"""Cards to the page "Who helps me" whose codes are no secret: a visitor of the example centre can try them."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from cus.kit.codes import in_groups
from cus.office.demo.scene import Scene
from cus.people.models import PageCode
from cus.people.models.page_code import CARD_LENGTH
from cus.people.services import give_code
from cus.records.log import record_reading, recorded_as_of


@dataclass(frozen=True)
class KnownCard:
    """The code everybody may read, whose page it opens, whether it is that of who acts for them."""

    code: str
    person: str
    of_helper: bool = False

    @property
    def card(self) -> str:
        return self.code[:CARD_LENGTH]


CARDS = (KnownCard("HENRYKMAKART", "henryk"), KnownCard("ANNACARDMAMA", "maria", of_helper=True))


@dataclass(frozen=True)
class OpenCard:
    """What the door tells: whose card it is, and what to type."""

    holder: str
    person: str
    code: str
    born_on: date
    of_helper: bool


def add_cards(scene: Scene) -> None:
    """The coordinator gave them; their letters are then replaced by the known ones."""
    for known in CARDS:
        person = scene.people[known.person]
        helper = scene.relatives[known.person] if known.of_helper else None
        given, _code = give_code(
            person_id=person.pk,
            representation_id=helper.pk if helper else None,
            by=scene.staff["joanna"],
            on=scene.on,
        )
        secret_hash = make_password(known.code[CARD_LENGTH:])
        PageCode.objects.filter(pk=given.pk).update(card=known.card, secret_hash=secret_hash)
    _looked_at(scene)


def _looked_at(scene: Scene) -> None:
    """What the page tells of who looked: some days of the last weeks."""
    for ago, colleague in ((2, "joanna"), (9, "joanna"), (9, "front_desk"), (23, "organiser")):
        with recorded_as_of(scene.moment(ago)):
            record_reading(of=scene.people["henryk"], by=scene.staff[colleague], page="story")


def open_cards() -> list[OpenCard]:
    """The known cards that still open the page."""
    kept = {known.card: known for known in CARDS}
    rows = PageCode.objects.filter(centre__is_example=True, card__in=kept).working()
    codes = {code.card: code for code in rows.select_related("person", "representation")}
    return [_open(codes[card], known) for card, known in kept.items() if card in codes]


def _open(code: PageCode, known: KnownCard) -> OpenCard:
    born_on = code.person.born_on
    assert born_on is not None  # nobody gets a code without it
    return OpenCard(code.holder, code.person.name, in_groups(known.code), born_on, known.of_helper)
