from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cus.accounts.models import Centre, CentreKind, Municipality
from cus.accounts.tests.factories import a_stranger, another_centre, the_centre
from cus.catalogue.search.index import index_entries
from cus.catalogue.tests.factories import a_source, an_entry
from cus.community.models import UnmetNeed
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
URL = reverse("portal:catalogue")
NOON = datetime(2026, 1, 15, 12, tzinfo=ZoneInfo("Europe/Warsaw"))  # a Thursday
IN_BRZEG = {"name": "Dom kultury", "address": "ul. Polna 1, Brzeg", "latitude": 50.858, "longitude": 17.464}
IN_KRAKOW = {"address": "Rynek 1, Kraków", "latitude": 50.06, "longitude": 19.94}


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def a_known_entry(**given):
    """In the catalogue and in the index of the search."""
    entry = an_entry(**given)
    with acting_for(entry.centre_id):
        index_entries(entry_ids=[entry.pk])
    return entry


def serves(centre, *codes):
    for code in codes:
        gmina, _made = Municipality.objects.get_or_create(teryt=code, defaults={"name": code})
        centre.municipalities.add(gmina)
    return centre


def names(response):
    return [line.entry.name for line in response.context["page"]]


def counts(response, name):
    options = [option for facet in response.context["answer"].facets for option in facet.options]
    return {option.value: option.count for option in options if option.name == name}


def test_anyone_sees_what_is_in_the_catalogue_in_the_order_of_the_alphabet(client):
    for name in ["Żłobek", "Ćwiczenia", "Zumba"]:
        a_known_entry(name=name)
    a_known_entry(name="Szkic", is_public=False)

    assert names(client.get(URL)) == ["Ćwiczenia", "Zumba", "Żłobek"]


def test_words_find_the_service_and_say_what_they_were_taken_for(client):
    a_known_entry(name="Rehabilitacja domowa")
    a_known_entry(name="Klub seniora", summary="Spotkania")

    response = client.get(URL, {"q": "rechabilitacji"})

    assert names(response) == ["Rehabilitacja domowa"]
    assert response.context["answer"].finding.read_as == {"rechabilitacji": "rehabilitacji"}
    assert "so we looked for “rehabilitacji”" in response.content.decode()


def test_facets_narrow_the_list(client):
    a_known_entry(name="Dla starszych", audiences=["SENIORS"], area=4, is_free=True, form="GROUP")
    a_known_entry(name="Dla dzieci", audiences=["CHILDREN"], area=7, is_free=False, form="PLACE")

    assert names(client.get(URL, {"dla-kogo": "SENIORS"})) == ["Dla starszych"]
    assert names(client.get(URL, {"zakres": "7"})) == ["Dla dzieci"]
    assert names(client.get(URL, {"koszt": "tak"})) == ["Dla starszych"]
    assert names(client.get(URL, {"forma": "PLACE"})) == ["Dla dzieci"]
    assert names(client.get(URL, {"dla-kogo": ["SENIORS", "CHILDREN"]})) == ["Dla dzieci", "Dla starszych"]
    assert names(client.get(URL, {"dla-kogo": "SENIORS", "zakres": "7"})) == []


def test_counts_follow_what_is_chosen_in_the_other_facets(client):
    a_known_entry(audiences=["SENIORS", "ILLNESS"], is_free=True)
    a_known_entry(audiences=["SENIORS"], is_free=False)
    a_known_entry(audiences=["CHILDREN"], is_free=True)

    response = client.get(URL, {"koszt": "tak"})

    assert counts(response, "dla-kogo") == {"SENIORS": 1, "ILLNESS": 1, "CHILDREN": 1}
    assert counts(response, "koszt") == {"tak": 2}


@pytest.mark.parametrize(
    "values",
    [
        {"zakres": "x"},
        {"dla-kogo": "NOBODY"},
        {"page": "999"},
        {"page": "-1"},
        {"page": "9" * 40},
        {"page": "١"},
        {"q": "\x00"},
        {"q": "%' OR 1=1 --"},
        {"gdzie": "Brzeg", "promien": "-5"},
        {"gdzie": ",,,"},
        {"promien": "10"},
        {"zasieg": "świat"},
        {"jezyk": ["xx"] * 100},
    ],
)
def test_nonsense_in_the_address_does_no_harm(client, values):
    a_known_entry()

    assert client.get(URL, values).status_code == 200


@pytest.mark.parametrize("asked", [{}, {"q": "rehabilitacja w domu", "gdzie": "Brzeg", "widok": "mapa"}])
def test_list_costs_no_more_for_two_hundred_entries_than_for_one(client, asked):
    costs = []
    for number in (1, 199):
        made = [an_entry(places=[IN_BRZEG]) for _ in range(number)]
        index_entries(entry_ids=[entry.pk for entry in made])
        client.get(URL, asked)  # what is read once in the life of a server
        with CaptureQueriesContext(connection) as counted:
            client.get(URL, asked)
        costs.append(len(counted))

    assert costs[1] <= costs[0] <= (7 if not asked else 10)


def test_htmx_receives_only_what_was_found(client):
    a_known_entry()

    response = client.get(URL, headers={"HX-Request": "true"})

    assert response.content.strip().startswith(b'<div id="znalezione"')


def test_search_without_a_result_offers_the_phone_and_is_kept_without_personal_data(client):
    the_centre()

    response = client.get(URL, {"q": "kurs nurkowania 600123456", "szukaj": "1"})

    assert "We have no such service" in response.content.decode()
    assert 'href="tel:+48995550120"' in response.content.decode()
    [need] = UnmetNeed.objects.all()
    assert (need.source, need.words) == ("SEARCH", "kurs nurkowania")


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "nurkowanie"},
        {"q": "nu", "szukaj": "1"},
        {"q": "rehabilitacja", "szukaj": "1"},
        {"q": "rehabilitacja", "szukaj": "1", "zakres": "9"},
        {"szukaj": "1"},
    ],
)
def test_no_need_is_kept_for_a_link_a_scrap_or_a_search_that_finds(client, asked):
    a_known_entry()

    client.get(URL, asked)

    assert not UnmetNeed.objects.exists()


def test_same_search_is_kept_once_a_day(client):
    the_centre()

    for _ in range(3):
        client.get(URL, {"q": "nurkowanie", "szukaj": "1"})

    assert UnmetNeed.objects.count() == 1


def test_entries_of_a_centre_far_away_are_not_shown(client):
    entry = a_known_entry(name="Kajaki")
    client.force_login(a_stranger())

    assert client.get(reverse("portal:service", args=[entry.uuid])).status_code == 404
    assert names(client.get(URL)) == []
    assert names(client.get(URL, {"q": "kajaki"})) == []


def test_address_of_another_centre_shows_its_own_catalogue(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    a_known_entry(name="Nasza")
    with acting_for(another_centre().pk):
        an_entry(name="Obca", centre=another_centre())

    response = client.get(URL, headers={"host": "zabor.example"})

    assert names(response) == ["Obca"]


def test_without_a_centre_there_is_no_catalogue(client):
    assert client.get(URL).status_code == 404


def test_a_town_by_name_sorts_by_distance_and_tells_it(client):
    a_known_entry(name="Daleko", places=[IN_KRAKOW])
    a_known_entry(name="Blisko", places=[IN_BRZEG])

    response = client.get(URL, {"gdzie": "brzeg"})

    assert names(response) == ["Blisko", "Daleko"]
    assert "right there" in response.content.decode()
    assert "about 196 km" in response.content.decode()
    assert names(client.get(URL, {"gdzie": "brzeg", "promien": "25"})) == ["Blisko"]


def test_a_name_borne_by_several_places_asks_which_one(client):
    a_known_entry()

    page = client.get(URL, {"gdzie": "Brzeziny"}).content.decode()

    assert "There is more than one place called Brzeziny" in page
    assert "?gdzie=Brzeziny%2C+powiat+kaliski#znalezione" in page
    assert "Rehabilitacja w domu" in page


def test_the_namesake_of_the_own_region_is_taken_and_the_other_offered(client):
    serves(the_centre(), "1021011")
    a_known_entry()

    page = client.get(URL, {"gdzie": "Brzeziny"}).content.decode()

    assert "We took it for Brzeziny, powiat brzeziński." in page
    assert "Brzeziny, powiat kaliski" in page


def test_an_unknown_place_is_told_plainly_with_those_written_almost_so(client):
    a_known_entry()

    page = client.get(URL, {"gdzie": "Krakuw"}).content.decode()

    assert "We do not know the place “Krakuw”" in page
    assert "?gdzie=Krak%C3%B3w#znalezione" in page


def test_towns_of_the_region_are_suggested_without_a_script(client):
    serves(the_centre(), "1601011")
    a_known_entry()

    assert '<option value="Brzeg, powiat brzeski"></option>' in client.get(URL).content.decode()


def test_open_now_follows_the_clock_of_the_place(client):
    a_known_entry(name="Poradnia", opening=[(3 * 1440 + 480, 3 * 1440 + 960)])

    with time_machine.travel(NOON, tick=False):
        assert names(client.get(URL, {"czynne": "tak"})) == ["Poradnia"]
        assert "Open now" in client.get(URL).content.decode()
    with time_machine.travel(NOON.replace(hour=16), tick=False):
        assert names(client.get(URL, {"czynne": "tak"})) == []


def test_the_region_brings_what_other_centres_have_and_says_whose_it_is(client):
    serves(the_centre(), "1219043")
    a_known_entry(name="Nasza")
    neighbour = serves(another_centre(), "1261011")
    source = a_source(centre=neighbour, last_good_at=datetime(2026, 1, 2, tzinfo=ZoneInfo("UTC")))
    a_known_entry(name="Sąsiednia", centre=neighbour)
    a_known_entry(name="Przejęta", centre=neighbour, source=source)

    with time_machine.travel(NOON, tick=False):
        own, region = client.get(URL), client.get(URL, {"zasieg": "region"})

    assert names(own) == ["Nasza"]
    assert "2 more in the region" in own.content.decode()
    assert names(region) == ["Nasza", "Przejęta", "Sąsiednia"]
    assert counts(region, "zasieg") == {"tu": 1, "region": 3}
    page = region.content.decode()
    assert "CUS w Zaborze" in page
    assert "Fundacja Mapa · licence CC BY 4.0 · as of 2" in page
    assert "days old" not in page


@pytest.mark.parametrize(("every_hours", "day", "is_old"), [(24, 11, True), (24, 14, False), (None, 11, False)])
def test_a_copy_that_was_not_read_for_too_long_says_how_old_it_is(client, every_hours, day, is_old):
    source = a_source(every_hours=every_hours, last_good_at=datetime(2026, 1, day, 11, tzinfo=ZoneInfo("UTC")))
    a_known_entry(source=source)

    with time_machine.travel(NOON, tick=False):
        page = client.get(URL).content.decode()

    assert ("this copy is 4 days old" in page) == is_old


def test_what_is_only_elsewhere_in_the_region_is_offered_and_kept_as_missing_here(client):
    serves(the_centre(), "1219043")
    a_known_entry(name="Kajaki", centre=serves(another_centre(), "1261011"), summary="")

    page = client.get(URL, {"q": "kajaki", "szukaj": "1"}).content.decode()

    assert "others in the region do" in page
    assert UnmetNeed.objects.get().words == "kajaki"


def test_a_regional_centre_shows_the_catalogue_of_its_region_at_its_own_address(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    serves(the_centre(), "1219043")
    a_known_entry(name="Nasza")
    serves(Centre.objects.create(kind=CentreKind.ROPS, name="ROPS w Krakowie", host="mapa.example"), "1261011")

    response = client.get(URL, headers={"host": "mapa.example"})

    assert names(response) == ["Nasza"]
    assert "CUS w Lipnowcu" in response.content.decode()
    assert counts(response, "zasieg") == {}


def test_the_map_draws_what_the_list_finds(client):
    serves(the_centre(), "1601011")
    near, far = a_known_entry(name="Blisko", places=[IN_BRZEG]), a_known_entry(name="Daleko", places=[IN_KRAKOW])
    a_known_entry(name="Nigdzie")
    a_known_entry(name="Szkic", is_public=False, places=[IN_BRZEG])

    everything = client.get(reverse("portal:map_points"))
    narrowed = client.get(reverse("portal:map_points"), {"gdzie": "Brzeg", "promien": "25"}).json()

    assert everything["Content-Type"] == "application/geo+json"
    told = everything.json()
    assert (told["placed"], told["bbox"]) == (2, [17.464, 50.06, 19.94, 50.858])
    assert {one["uuid"] for feature in told["features"] for one in feature["properties"]["entries"]} == {
        str(near.uuid),
        str(far.uuid),
    }
    [point] = narrowed["features"]
    assert point["geometry"] == {"type": "Point", "coordinates": [17.464, 50.858]}
    assert point["properties"] == {
        "number": 1,
        "entries": [{"uuid": str(near.uuid), "name": "Blisko", "url": f"/uslugi/{near.uuid}/"}],
    }


def test_what_stands_close_together_is_one_point_with_a_number(client):
    for number in range(7):
        a_known_entry(name=f"Klub {number}", places=[IN_BRZEG])
    a_known_entry(places=[IN_KRAKOW])

    features = client.get(reverse("portal:map_points")).json()["features"]

    assert [feature["properties"]["number"] for feature in features] == [7, 1]
    assert [one["name"] for one in features[0]["properties"]["entries"]] == [f"Klub {number}" for number in range(5)]


def test_the_window_of_the_map_leaves_out_what_is_beside_it(client):
    a_known_entry(name="Blisko", places=[IN_BRZEG])
    a_known_entry(name="Daleko", places=[IN_KRAKOW])

    inside = client.get(reverse("portal:map_points"), {"okno": "17.0,50.5,18.0,51.0"}).json()["features"]

    assert [feature["properties"]["entries"][0]["name"] for feature in inside] == ["Blisko"]


@pytest.mark.parametrize("window", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "inf,0,1,1", "20,50,10,40", "0,0,1,1e999"])
def test_a_window_that_is_none_shows_everything(client, window):
    a_known_entry(places=[IN_BRZEG])

    assert len(client.get(reverse("portal:map_points"), {"okno": window}).json()["features"]) == 1


def test_the_map_costs_the_same_for_one_entry_as_for_two_hundred(client):
    costs = []
    for number in (1, 199):
        for _ in range(number):
            an_entry(places=[IN_BRZEG])
        with CaptureQueriesContext(connection) as after_a_change:
            client.get(reverse("portal:map_points"))
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("portal:map_points"))
        costs.append((len(after_a_change), len(counted)))

    assert costs[0] == costs[1] <= (8, 6)


def test_the_script_of_the_map_comes_only_with_the_map(client):
    a_known_entry()

    assert "maplibre" not in client.get(URL).content.decode()
    assert "maplibre-gl.mjs" in client.get(URL, {"widok": "mapa"}).content.decode()


def test_accessibility_statement_has_the_marks_programs_look_for(client):
    the_centre()

    page = client.get(reverse("portal:accessibility")).content.decode()

    for mark in [
        "wstep",
        "podmiot",
        "url",
        "data-publikacja",
        "data-aktualizacja",
        "status",
        "data-sporzadzenie",
        "data-przeglad",
        "kontakt",
        "osoba",
        "email",
        "telefon",
        "procedura",
        "architektura",
        "aplikacje",
    ]:
        assert page.count(f'id="a11y-{mark}"') == 1, mark
    assert '<time id="a11y-data-sporzadzenie" datetime="2026-11-22">' in page


def test_privacy_page_names_the_controller(client):
    the_centre()

    assert "The controller of the data is CUS w Lipnowcu" in client.get(reverse("portal:privacy")).content.decode()
