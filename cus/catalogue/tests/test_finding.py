from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cus.accounts.models import Centre, Municipality
from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.gazetteer import named
from cus.catalogue.models import Entry
from cus.catalogue.queries.finding import Wish, find
from cus.catalogue.search.index import index_entries
from cus.catalogue.tests.factories import a_source, an_entry

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")
THURSDAY_AT_TEN = datetime(2026, 1, 15, 10, 0, tzinfo=WARSAW)
THURSDAY = 3 * 24 * 60
BRZEG = "1601011"
IN_BRZEG = {"town": "Brzeg", "latitude": 50.858, "longitude": 17.464}
IN_OLAWA = {"town": "Oława", "latitude": 50.946, "longitude": 17.293}  # about 15 km from Brzeg
IN_KRAKOW = {"town": "Kraków", "latitude": 50.053, "longitude": 19.985}


def serves(centre, *codes):
    for code in codes:
        gmina, _made = Municipality.objects.get_or_create(teryt=code, defaults={"name": code})
        centre.municipalities.add(gmina)
    return centre


def finding(at=THURSDAY_AT_TEN, first=0, size=20, **wish):
    centre = the_centre()
    return find(centre=centre, wish=Wish(**wish), at=at, region=centre.region(), first=first, size=size)


def names(found):
    known = Entry.objects.in_bulk([hit.entry_id for hit in found.hits])
    return [known[hit.entry_id].name for hit in found.hits]


def opening(*spans):
    return [(THURSDAY + start * 60, THURSDAY + end * 60) for start, end in spans]


def test_without_words_all_public_entries_stand_in_the_order_of_the_alphabet():
    for name in ["Żłobek", "Ćwiczenia", "Zumba"]:
        an_entry(name=name)
    an_entry(name="Szkic", is_public=False)

    found = finding()

    assert names(found) == ["Ćwiczenia", "Zumba", "Żłobek"]
    assert (found.total, found.answers) == (3, 3)


def test_entries_of_the_same_name_take_turns_at_the_top():
    made = {an_entry(name="Teleopieka", pk=number).pk for number in (9_000_001, 9_000_002, 9_000_003)}

    first = {finding(at=datetime(2026, 1, day, 10, tzinfo=WARSAW)).hits[0].entry_id for day in range(5, 26)}
    again = [finding().hits for _ in range(2)]

    assert first == made
    assert again[0] == again[1]


def test_pages_follow_each_other():
    for letter in "abcde":
        an_entry(name=letter)

    found = finding(first=2, size=2)

    assert (names(found), found.total) == (["c", "d"], 5)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"audiences": frozenset({"SENIORS"})}, ["Dla starszych"]),
        ({"audiences": frozenset({"SENIORS", "CHILDREN"})}, ["Dla dzieci", "Dla starszych"]),
        ({"areas": frozenset({"7"})}, ["Dla dzieci"]),
        ({"forms": frozenset({"PLACE"})}, ["Dla dzieci"]),
        ({"kinds": frozenset({"ORGANISATION"})}, ["Fundacja"]),
        ({"languages": frozenset({"uk"})}, ["Dla dzieci"]),
        ({"only_free": True}, ["Dla starszych"]),
        ({"only_wheelchair": True}, ["Dla starszych"]),
        ({"only_free_places": True}, ["Dla dzieci"]),
        ({"only_open": True}, ["Dla starszych"]),
        ({"only_free": True, "areas": frozenset({"7"})}, []),
        ({"areas": frozenset({"seven"})}, []),
    ],
)
def test_each_filter_keeps_what_meets_it(wish, expected):
    an_entry(name="Dla starszych", audiences=["SENIORS"], area=4, wheelchair=True, opening=opening((8, 16)))
    an_entry(
        name="Dla dzieci",
        audiences=["CHILDREN"],
        area=7,
        form="PLACE",
        is_free=False,
        languages=["pl", "uk"],
        places_left="FEW",
        opening=opening((12, 16)),
    )
    an_entry(name="Fundacja", kind="ORGANISATION", audiences=[], area=None, form="", is_free=None, places_left="NONE")

    assert names(finding(**wish)) == expected


def test_counts_follow_what_is_chosen_in_the_other_facets():
    an_entry(audiences=["SENIORS", "ILLNESS"], is_free=True, area=4)
    an_entry(audiences=["SENIORS"], is_free=False, area=5)
    an_entry(audiences=["CHILDREN"], is_free=True, area=4)

    counts = finding(only_free=True).counts

    assert counts["dla-kogo"] == {"SENIORS": 1, "ILLNESS": 1, "CHILDREN": 1}
    assert counts["koszt"] == {"true": 2, "false": 1}
    assert counts["zakres"] == {"4": 2}


def test_counts_of_two_choices_at_once():
    an_entry(area=4, form="GROUP", is_free=True)
    an_entry(area=4, form="PLACE", is_free=True)
    an_entry(area=5, form="GROUP", is_free=True)
    an_entry(area=5, form="PLACE", is_free=False)

    counts = finding(areas=frozenset({"4"}), forms=frozenset({"GROUP"})).counts

    assert counts["zakres"] == {"4": 1, "5": 1}
    assert counts["forma"] == {"GROUP": 1, "PLACE": 1}
    assert counts["koszt"] == {"true": 1}


@pytest.mark.parametrize(("hour", "minute", "is_open"), [(7, 59, False), (8, 0, True), (15, 59, True), (16, 0, False)])
def test_open_now_holds_from_the_first_minute_to_the_last(hour, minute, is_open):
    an_entry(opening=opening((8, 16)))

    found = finding(at=datetime(2026, 1, 15, hour, minute, tzinfo=WARSAW), only_open=True)

    assert found.total == is_open


def test_on_a_public_holiday_only_who_is_there_day_and_night_is_open():
    """Corpus Christi of 2026 is Thursday, 4 June."""
    an_entry(name="Poradnia", opening=opening((8, 16)))
    an_entry(name="Telefon zaufania", opening=[(0, 7 * 24 * 60)])

    assert names(finding(at=datetime(2026, 6, 4, 10, tzinfo=WARSAW), only_open=True)) == ["Telefon zaufania"]
    assert finding(at=datetime(2026, 6, 11, 10, tzinfo=WARSAW), only_open=True).total == 2


def test_near_a_town_the_nearest_comes_first_with_its_distance():
    an_entry(name="Daleko", places=[IN_KRAKOW])
    an_entry(name="Obok", places=[IN_KRAKOW, IN_OLAWA])
    an_entry(name="Tutaj", places=[IN_BRZEG])
    an_entry(name="Nigdzie", source=a_source())

    found = finding(town=named("Brzeg").town)

    assert names(found) == ["Tutaj", "Obok", "Daleko", "Nigdzie"]
    assert [round(hit.km) if hit.km is not None else None for hit in found.hits] == [0, 15, 200, None]


@pytest.mark.parametrize(("km", "expected"), [(10, ["Tutaj"]), (25, ["Tutaj", "Obok"]), (None, 3)])
def test_the_radius_leaves_out_what_is_farther(km, expected):
    an_entry(name="Daleko", places=[IN_KRAKOW])
    an_entry(name="Obok", places=[IN_OLAWA])
    an_entry(name="Tutaj", places=[IN_BRZEG])

    found = finding(town=named("Brzeg").town, within_km=km)

    assert expected in (names(found), found.total)
    assert found.counts["promien"] == {"10": 1, "25": 1}


def test_a_place_of_which_only_the_gmina_is_known_is_as_far_as_its_gmina():
    an_entry(name="Tutaj", places=[{"town": "Brzeg", "teryt": BRZEG}])

    assert [hit.km for hit in finding(town=named("Brzeg").town, within_km=10).hits] == [0]


def test_what_comes_to_people_is_as_near_as_the_gminas_of_its_centre():
    serves(the_centre(), BRZEG)
    an_entry(name="Pomoc w domu")

    assert names(finding(town=named("Brzeg").town, within_km=10)) == ["Pomoc w domu"]
    assert names(finding(town=named("Kraków").town, within_km=10)) == []


def test_words_find_and_filters_narrow_what_they_found():
    for given in [{"name": "Rehabilitacja domowa"}, {"name": "Rehabilitacja w przychodni", "is_free": False}]:
        an_entry(**given)
    an_entry(name="Klub seniora", summary="Spotkania")
    index_entries(entry_ids=list(Entry.objects.values_list("pk", flat=True)))

    found = finding(text="rehabilitacja")
    free = finding(text="rehabilitacja", only_free=True)

    assert sorted(names(found)) == ["Rehabilitacja domowa", "Rehabilitacja w przychodni"]
    assert names(free) == ["Rehabilitacja domowa"]
    assert (free.total, free.answers) == (1, 2)
    assert finding(text="nurkowanie").answers == 0


def test_the_region_brings_entries_of_the_centres_of_the_voivodeship():
    own, neighbour = serves(the_centre(), "1219043"), serves(another_centre(), "1261011")
    an_entry(name="Nasza", centre=own)
    an_entry(name="Sąsiednia", centre=neighbour)
    an_entry(name="Szkic sąsiadów", centre=neighbour, is_public=False)
    far = serves(Centre.objects.create(name="CUS daleko", host="daleko.example"), "3007022")
    an_entry(name="Odległa", centre=far)

    assert names(finding()) == ["Nasza"]
    assert names(finding(in_region=True)) == ["Nasza", "Sąsiednia"]
    assert finding().counts["zasieg"] == {"true": 1, "false": 1}


def test_a_copy_taken_over_gives_way_to_its_original():
    own, neighbour = serves(the_centre(), "1219043"), serves(another_centre(), "1261011")
    original = an_entry(name="Oryginał", centre=neighbour, uuid=uuid4())
    an_entry(name="Kopia", centre=own, source=a_source(), uuid=original.uuid)

    assert names(finding(in_region=True)) == ["Oryginał"]


def test_finding_costs_no_more_for_two_hundred_entries_than_for_one():
    wish = Wish(text="rehabilitacja", town=named("Brzeg").town)
    centre = the_centre()
    region, costs = centre.region(), []
    for number in (1, 199):
        made = [an_entry(places=[IN_BRZEG]) for _ in range(number)]
        index_entries(entry_ids=[entry.pk for entry in made])
        find(centre=centre, wish=wish, at=THURSDAY_AT_TEN, region=region)  # what the search reads once
        with CaptureQueriesContext(connection) as counted:
            found = find(centre=centre, wish=wish, at=THURSDAY_AT_TEN, region=region)
        costs.append(len(counted))

    assert found.total == 200
    assert costs[1] <= costs[0] <= 5
