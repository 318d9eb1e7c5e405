"""Builds the example centre: all of it or nothing."""

from datetime import date
from random import Random

from django.db import transaction

from cus.accounts.models import Centre
from cus.kit.rows import acting_for
from cus.office.demo.cast import PLATFORM_ADMIN, RESIDENT, add_account, add_posts, add_staff, authorise
from cus.office.demo.centre import add_centre, add_municipality, add_units
from cus.office.demo.residents import add_relatives, add_residents

SEED = 1943


def is_loaded() -> bool:
    return Centre.objects.filter(is_example=True).exists()


@transaction.atomic
def load_demo_centre(*, on: date) -> Centre:
    """The whole centre as it stands on the day. The same day gives the same centre."""
    dice = Random(SEED)
    municipality = add_municipality()
    centre = add_centre(municipality)
    since = date(on.year - 2, 1, 1)
    with acting_for(centre.pk):
        staff = add_staff(centre, since=since)
        units = add_units(centre)
        add_posts(centre, staff, units, since=since)
        authorise(centre, staff, since=since)
        people = add_residents(centre, municipality, dice, on=on)
        add_relatives(people, dice, on=on)
        people["henryk"].user = add_account(RESIDENT, centre, since=since)
        people["henryk"].save(update_fields=["user"])
    add_account(PLATFORM_ADMIN, None, since=since)
    return centre
