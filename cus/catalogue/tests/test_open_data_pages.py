"""The page about the open data, the entry for catalogues of data, the feed of news, the map of the site, the keys."""

import json
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.test import Client

from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, an_organiser, the_centre
from cus.catalogue.exports import news
from cus.catalogue.models import ApiKey
from cus.catalogue.services.api_keys import give_api_key, revoke_api_key
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.factories import a_source, an_entry
from cus.catalogue.views import feeds
from cus.kit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
DCAT = "{http://www.w3.org/ns/dcat#}"
DCT = "{http://purl.org/dc/terms/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
UUID_OF_IT = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture(autouse=True)
def _a_service_is_published() -> None:
    draft = RecordDraft("services", "s", {"id": "s", "name": "Obiady", "status": "active"})
    put_records(centre=the_centre(), source=None, drafts=[draft], at=AT)


def test_the_page_tells_what_there_is_and_on_what_terms(client):
    a_source(name="Mapa powiatu", attribution="Powiat lipnowiecki", licence="CC0")

    page = client.get("/dane/").content.decode()

    for said in ("/dane/hsds.zip", "/api/hsds/", "CC BY 4.0", "Mapa powiatu: Powiat lipnowiecki", "/kanal.rss", "CC0"):
        assert said in page.replace("\N{NO-BREAK SPACE}", " ")


def test_every_public_page_leads_to_the_open_data_and_to_the_news(client):
    page = client.get("/dostepnosc/").content.decode()

    assert 'href="/dane/"' in page
    assert 'rel="alternate" type="application/rss+xml"' in page


def test_every_address_the_page_gives_answers(client):
    page = client.get("/dane/").content.decode()
    addresses = {piece.partition('"')[0] for piece in page.split('href="')[1:]}

    ours = [one for one in addresses if one.startswith(("/dane/", "/api/", "/kanal"))]
    assert len(ours) >= 12
    for address in ours:
        assert client.head(address).status_code == 200, address


def test_a_catalogue_of_data_finds_what_dcat_ap_wants_of_it(client):
    response = client.get("/dane/dcat.jsonld")

    told = json.loads(response.content)
    assert response["Content-Type"] == "application/ld+json"
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"} <= set(told)
    [dataset] = told["dcat:dataset"]
    wanted = {"dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:theme", "dct:modified"}
    assert wanted | {"dct:accrualPeriodicity", "dcat:distribution"} <= set(dataset)
    assert len(dataset["dcat:distribution"]) == 3
    for distribution in dataset["dcat:distribution"]:
        assert {"dcat:accessURL", "dct:license", "dct:format", "dcat:mediaType"} <= set(distribution)
        address = distribution["dcat:downloadURL"][0]["@id"]
        assert client.head(address).status_code == 200
    for service in told["dcat:service"]:
        assert client.get(service["dcat:endpointDescription"][0]["@id"]).status_code == 200


def test_the_same_is_told_in_rdf(client):
    response = client.get("/dane/dcat.rdf")

    root = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "application/rdf+xml"
    assert len(root.findall(f".//{DCAT}Distribution")) == 3
    assert root.find(f".//{DCAT}Dataset/{DCT}title").text == "Baza usług społecznych: CUS w Lipnowcu"


def test_the_news_are_the_public_entries_the_latest_first(client):
    an_entry(name="Dawna", modified_at=datetime(2026, 1, 1, tzinfo=UTC))
    an_entry(name="Nowa <ważna>", uuid=UUID_OF_IT, modified_at=datetime(2026, 11, 1, tzinfo=UTC))
    an_entry(name="Szkic", is_public=False)

    response = client.get("/kanal.rss")

    items = ElementTree.fromstring(response.content).findall("channel/item")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert [item.findtext("title") for item in items] == ["Nowa <ważna>", "Dawna"]
    assert items[0].findtext("link") == f"http://testserver/uslugi/{UUID_OF_IT}/"
    assert items[0].findtext("pubDate") == "Sun, 01 Nov 2026 00:00:00 +0000"
    assert client.get("/kanal.rss", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_news_come_as_atom_too(client):
    an_entry(name="Obiady")

    root = ElementTree.fromstring(client.get("/kanal.atom").content)

    assert root.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title") == "Obiady"


def places_of(response) -> list[str]:
    return [place.text for place in ElementTree.fromstring(response.getvalue()).iter(f"{MAP}loc")]


def test_the_map_holds_every_public_page_and_no_draft(client):
    an_entry(uuid=UUID_OF_IT)
    draft = an_entry(is_public=False)

    places = places_of(client.get("/sitemap.xml"))

    assert f"http://testserver/uslugi/{UUID_OF_IT}/" in places
    assert "http://testserver/dane/" in places
    assert not any(str(draft.uuid) in place for place in places)


def test_a_map_too_long_for_one_file_is_cut_into_parts_that_hold_every_page_once(client, monkeypatch):
    monkeypatch.setattr(feeds, "PAGES_IN_A_MAP", 6)
    entries = [an_entry() for _ in range(9)]

    parts = places_of(client.get("/sitemap.xml"))

    assert parts == [f"http://testserver/sitemap-{number}.xml" for number in (1, 2, 3)]
    places = [place for part in parts for place in places_of(client.get(part))]
    assert len(places) == len(set(places)) == 9 + 4
    assert {f"http://testserver/uslugi/{entry.uuid}/" for entry in entries} <= set(places)
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_of_the_map(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_an_organiser_makes_a_key_and_sees_it_once(client):
    client.force_login(an_organiser())

    made = client.post("/office/open-data/keys/", {"name": "Powiat"}).content.decode()
    later = client.get("/office/open-data/keys/").content.decode()

    written = made.partition('value="cus_')[2].partition('"')[0]
    assert len(written) > 40
    assert written not in later
    assert "Powiat" in later


def test_a_key_taken_back_is_shown_as_such_and_cannot_be_taken_back_twice(client):
    director = a_director()
    key, _written = give_api_key(centre=the_centre(), name="Powiat", by=director, at=AT)
    client.force_login(director)

    client.post(f"/office/open-data/keys/{key.pk}/revoke/")

    assert ApiKey.objects.get(pk=key.pk).revoked_by == director
    with pytest.raises(Refused):
        revoke_api_key(key_id=key.pk, by=director, at=AT)


def test_a_key_without_a_name_is_not_made(client):
    client.force_login(an_organiser())

    page = client.post("/office/open-data/keys/", {"name": " "})

    assert page.status_code == 200
    assert not ApiKey.objects.exists()


def test_a_coordinator_gives_no_keys(client):
    coordinator = a_coordinator()
    client.force_login(coordinator)

    assert client.get("/office/open-data/keys/").status_code == 404
    with pytest.raises(NotAllowed):
        give_api_key(centre=the_centre(), name="Powiat", by=coordinator, at=AT)


def test_a_stranger_neither_sees_nor_takes_back_a_key_of_ours(client):
    key, _written = give_api_key(centre=the_centre(), name="Powiat", by=an_organiser(), at=AT)
    client.force_login(a_stranger())

    assert "Powiat" not in client.get("/office/open-data/keys/").content.decode()
    assert client.post(f"/office/open-data/keys/{key.pk}/revoke/").status_code == 404


def test_nothing_of_this_asks_who_one_is():
    stranger = Client()

    for address in ("/dane/", "/kanal.rss", "/sitemap.xml", "/robots.txt", "/api/hsds/"):
        assert stranger.get(address).status_code == 200, address


def test_the_feed_holds_a_bounded_number_of_news():
    assert news.NEWEST == 50
