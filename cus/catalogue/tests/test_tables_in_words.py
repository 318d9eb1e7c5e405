from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.tables_in_words import NAMES


def test_every_table_of_the_standard_has_a_name_for_people():
    assert set(TABLES) - set(NAMES) == set()
