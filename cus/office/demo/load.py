"""Builds the example centre: all of it or nothing."""

from datetime import date, datetime
from random import Random

import pghistory
from django.db import transaction
from django.utils.timezone import localdate, make_aware

from cus.accounts.models import Centre
from cus.cases.services.instruments import ship_forms
from cus.kit.rows import acting_for
from cus.office.demo.access import add_access
from cus.office.demo.cards import add_cards
from cus.office.demo.cast import PLATFORM_ADMIN, RESIDENT, add_account, add_posts, add_staff, authorise
from cus.office.demo.centre import add_centre, add_municipality, add_units
from cus.office.demo.circle import add_circle
from cus.office.demo.duplicates import add_duplicates
from cus.office.demo.loom import weave
from cus.office.demo.offer import add_offer
from cus.office.demo.ops_import import add_import
from cus.office.demo.plan_depth import add_plan_depth
from cus.office.demo.programmes import add_programmes
from cus.office.demo.providers import add_work_with_providers
from cus.office.demo.repertoire import all_stories
from cus.office.demo.residents import add_relatives, add_residents
from cus.office.demo.scene import Scene
from cus.records.log import recorded_as_of

SEED = 1943


def is_loaded() -> bool:
    return Centre.objects.filter(is_example=True).exists()


@transaction.atomic
def load_demo_centre(*, at: datetime) -> Centre:
    """The whole centre as it stands at the moment. The same moment gives the same centre, but for access codes."""
    municipality = add_municipality()
    centre = add_centre(municipality)
    since = date(localdate(at).year - 2, 1, 2)
    with acting_for(centre.pk):
        opened_at = make_aware(datetime(since.year, since.month, since.day, 8))
        with recorded_as_of(opened_at), pghistory.context(as_of=opened_at.isoformat()):
            scene = _set_scene(centre, at=at, since=since)
            add_work_with_providers(centre, scene.staff, scene.services, at=at)
        weave(all_stories(scene))
        with recorded_as_of(at):
            add_access(scene)
            add_cards(scene)
            add_plan_depth(scene)
            add_duplicates(scene)
        add_import(scene)
    add_account(PLATFORM_ADMIN, None, since=since)
    return centre


def _set_scene(centre: Centre, *, at: datetime, since: date) -> Scene:
    """Staff, offices, the offer and the people: what was there before the stories begin."""
    dice, on = Random(SEED), localdate(at)
    staff = add_staff(centre, since=since)
    units = add_units(centre)
    add_posts(centre, staff, units, since=since)
    authorise(centre, staff, since=since)
    services = add_offer(centre, by=staff["organiser"], on=since, today=on)
    add_programmes(centre, staff, services, on=on, since=since)
    ship_forms(centre=centre, by=staff["organiser"], on=since)
    people = add_residents(centre, centre.municipalities.get(), dice, on=on)
    relatives = add_relatives(people, dice, on=on)
    people["henryk"].user = add_account(RESIDENT, centre, since=since)
    people["henryk"].save(update_fields=["user"])
    add_circle(centre, staff, people, on=on, since=since)
    return Scene(centre, at, dice, staff, units, people, relatives, services)
