"""On which ways a letter can reach its person on the day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cus.cases.letter_kinds import DECISIONS
from cus.cases.letter_words import address_lines
from cus.cases.models import AddressCheck
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.delivery import may_go_on_paper
from cus.people.models import Person
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay


@dataclass(frozen=True)
class WayOpen:
    """A way a letter can go, where to, and what to mind."""

    way: DeliveryWay
    to: str = ""


def electronic_address(person_id: int) -> AddressCheck | None:
    """What the base of electronic addresses said when it was last asked; nothing while nobody has asked."""
    return AddressCheck.objects.filter(person_id=person_id).order_by("-checked_on", "-id").first()


def may_be_posted(letter: Letter, person: Person) -> bool:
    """Whether there is somewhere to post it today: the person may have moved since, or asked for no letters home."""
    goes_to_the_person = letter.recipient.get("name", "").endswith(person.name)
    return bool(letter.recipient.get("address")) and (not goes_to_the_person or bool(address_lines(person)))


def ways_open(letter: Letter, person: Person) -> list[WayOpen]:
    """Only ways the person has. Nothing is sent to the dead, nor where they asked for no letters."""
    if person.deceased_on is not None:
        return []
    ways = [WayOpen(DeliveryWay.BY_HAND)]
    if may_be_posted(letter, person):
        ways.append(WayOpen(DeliveryWay.POST, ", ".join(letter.recipient["address"])))
    known = electronic_address(person.pk)
    if known and known.address:
        ways.insert(0, WayOpen(DeliveryWay.E_DELIVERY, known.address))
    return ways


def warning_of_paper(letter: Letter, person: Person, *, on: date) -> tuple[str, str] | None:
    """Why this decision should not go on paper yet, with the provision (RULE-66 only warns)."""
    off = person.centre.switched_off_rules
    if letter.kind not in DECISIONS or effect_of(may_go_on_paper, switched_off=off) is Effect.SILENT:
        return None
    known = electronic_address(person.pk)
    address = known.address if known else ""
    if may_go_on_paper(sent_on=on, base_was_asked=known is not None, has_electronic_address=bool(address)):
        return None
    if address:
        text = _("The person has an electronic address: a decision goes there first, on paper only when that fails.")
    else:
        text = _("Ask the base of electronic addresses first, and note what it says.")
    return text, provision_of(may_go_on_paper)
