import pytest

from cus.catalogue.gazetteer import kilometres, kilometres_from, named, town_of, towns_of_region

LODZKIE, WIELKOPOLSKIE, OPOLSKIE = "10", "30", "16"


def names(towns):
    return [town.label for town in towns]


@pytest.mark.parametrize("typed", ["Brzeg", "brzeg", " BRZEG ", "miasto Brzeg", "Brzeg, powiat brzeski"])
def test_a_town_is_found_by_its_name_however_it_is_typed(typed):
    assert named(typed).town.teryt == "1601011"


def test_a_name_without_polish_letters_is_enough():
    assert named("lodz").town.label == "Łódź"
    assert named("niepolomice").town.label == "Niepołomice, powiat wielicki"


def test_namesakes_are_told_apart_by_their_powiat():
    found = named("Brzeziny")

    assert found.town is None
    assert names(found.namesakes) == ["Brzeziny, powiat brzeziński", "Brzeziny, powiat kaliski"]
    assert named("Brzeziny, powiat kaliski").town.teryt == "3007022"


@pytest.mark.parametrize(("region", "teryt"), [(LODZKIE, "1021011"), (WIELKOPOLSKIE, "3007022")])
def test_the_only_namesake_of_the_region_is_meant_and_the_other_is_told(region, teryt):
    found = named("Brzeziny", region=region)

    assert found.town.teryt == teryt
    assert len(found.namesakes) == 1


def test_a_town_stands_for_the_rural_gmina_around_it():
    assert named("Zamość").town.teryt == "0664011"


def test_an_unknown_name_brings_those_written_almost_so():
    found = named("Krakow Maly")
    assert (found.town, found.namesakes) == (None, ())
    assert names(named("Krakuw").alike)[0] == "Kraków"
    assert named("Qwertyuiop").alike == ()


def test_towns_of_a_region_stand_in_the_order_of_the_polish_alphabet():
    labels = names(towns_of_region(OPOLSKIE))

    assert labels[0] == "Baborów, powiat głubczycki"
    assert labels.index("Lubsza, powiat brzeski") < labels.index("Łambinowice, powiat nyski")


def test_kilometres_follow_the_great_circle():
    """Warszawa to Kraków is about 252 km; a degree of the meridian 111.2 km."""
    assert kilometres(52.2297, 21.0122, 50.0614, 19.9366) == pytest.approx(252, abs=1)
    assert kilometres(50, 20, 51, 20) == pytest.approx(111.19, abs=0.01)
    assert kilometres_from(town_of("1601011"))["1601011"] == 0
