"""Households of the rows: everybody with the same number lives together, as far as we know from this day on."""

from django.utils.translation import gettext as _

from cus.cases.models import TakenOverHousehold
from cus.cases.services.ops_import.batch import Batch, Taken
from cus.kit.many import insert_many
from cus.people.models import Household, Membership


def take_homes(batch: Batch) -> None:
    """Found the households nobody has yet, and enter the people of the rows as their members."""
    bringing = [one for one in batch.taken if one.match.brings_home and one.given.get("household")]
    _found(batch, bringing)
    elsewhere = set(
        Membership.objects.lasting(on=batch.setting.on)
        .filter(person__in=[one.person for one in bringing])
        .values_list("person", flat=True)
    )
    entered: list[tuple[Taken, Membership]] = []
    for one in bringing:
        household = batch.known.homes[one.given["household"]].household
        if (household.pk, one.person.pk) in batch.known.lives_in:
            continue
        if one.person.pk in elsewhere:
            one.note(_("the person lives in another household already: nothing was changed"))
            continue
        batch.known.lives_in.add((household.pk, one.person.pk))
        elsewhere.add(one.person.pk)
        entered.append((one, _membership(batch, one, household)))
    insert_many([membership for _one, membership in entered])
    for one, membership in entered:
        one.made["membership"] = membership.pk


def _found(batch: Batch, bringing: list[Taken]) -> None:
    homes: dict[str, TakenOverHousehold] = {}
    for one in bringing:
        number = one.given["household"]
        if number not in batch.known.homes and number not in homes:
            homes[number] = TakenOverHousehold(
                centre=batch.setting.centre, old_number=number, household=_household(batch, one)
            )
    insert_many([home.household for home in homes.values()])
    insert_many(homes.values())
    for one in bringing:
        home = homes.pop(one.given["household"], None)
        if home:
            one.made["household"] = home.household_id
            batch.known.homes[home.old_number] = home


def _household(batch: Batch, one: Taken) -> Household:
    person = one.person
    return Household(
        centre=batch.setting.centre,
        name=person.last_name,
        street=person.street,
        house=person.house,
        postcode=person.postcode,
        town=person.town,
    )


def _membership(batch: Batch, one: Taken, household: Household) -> Membership:
    return Membership(
        centre=batch.setting.centre,
        household=household,
        person=one.person,
        role=one.given.get("role") or "ADULT",
        starts_on=batch.setting.on,
    )
