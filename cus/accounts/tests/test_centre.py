import pytest

from cus.accounts.models import Centre, CentreKind, Municipality
from cus.accounts.tests.factories import another_centre, the_centre

pytestmark = pytest.mark.django_db


def serves(centre, *codes):
    for code in codes:
        gmina, _made = Municipality.objects.get_or_create(teryt=code, defaults={"name": code})
        centre.municipalities.add(gmina)
    return centre


def a_regional_centre(**given):
    return Centre.objects.create(**({"kind": CentreKind.ROPS, "name": "ROPS w Krakowie"} | given))


def test_an_installation_of_one_centre_answers_at_any_address():
    assert Centre.objects.for_host("cokolwiek.example") is None
    assert the_centre() == Centre.objects.for_host("cokolwiek.example")


def test_a_centre_with_an_address_of_its_own_answers_there():
    own, other = the_centre(), another_centre()

    assert Centre.objects.for_host("zabor.example") == other
    assert Centre.objects.for_host("inny.example") == own


def test_a_regional_centre_answers_at_its_own_address_only():
    regional = a_regional_centre(host="mapa.example")
    a_regional_centre(name="ROPS bez adresu")

    assert Centre.objects.for_host("mapa.example") == regional
    assert Centre.objects.for_host("inny.example") is None


def test_the_region_is_the_centres_of_the_same_voivodeship_with_their_municipalities():
    own = serves(the_centre(), "1219043", "1219012")
    neighbour = serves(another_centre(), "1261011")
    regional = serves(a_regional_centre(), "1201011")
    serves(Centre.objects.create(name="CUS daleko", host="daleko.example"), "3007022")

    assert own.region() == {
        own.pk: ["1219012", "1219043"],
        regional.pk: ["1201011"],
        neighbour.pk: ["1261011"],
    }


def test_example_centres_and_real_ones_never_meet():
    own = serves(the_centre(), "1219043")
    serves(Centre.objects.create(name="Przykład", host="demo.example", is_example=True), "1219012")

    assert list(own.region()) == [own.pk]


def test_a_centre_of_no_municipality_is_a_region_of_its_own():
    centre = the_centre()

    assert centre.region() == {centre.pk: []}
