"""Whom a text gives away: names in their Polish cases, numbers, addresses, of this centre only."""

import pytest

from cus.accounts.tests.factories import another_centre, the_centre
from cus.cases.identities import identities_in, is_a_case_of, without_identities
from cus.cases.tests.factories import an_application
from cus.people.tests.factories import a_person


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Nowaka", "nowak"), ("Nowakowej", "nowak"), ("Anny", "anna"), ("Maćkowi", "maciek"), ("Marka", "marek"),
        ("Kowalskim", "kowalski"), ("Zielińskiej", "zielinska"), ("Agacie", "agata"), ("Piotrze", "piotr"),
        ("Jadwidze", "jadwiga"), ("Ewę", "ewa"), ("Lisem", "lis"), ("Wróbla", "wrobel"), ("Kozłowi", "koziol"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_its_cases(word, name):
    assert is_a_case_of(word, name)


@pytest.mark.parametrize(
    ("word", "name"), [("Lista", "lis"), ("Ewidencja", "ewa"), ("Anka", "anna"), ("Maria", "marian")]
)
def test_a_word_that_only_begins_alike_is_no_name(word, name):
    assert not is_a_case_of(word, name)


@pytest.fixture
def anna(db):
    return a_person(first_name="Anna", last_name="Nowak-Lis", street="Ogrodowa", house="14/3", phone="+48600123456")


def words(text):
    return [(one.kind, one.words) for one in identities_in(text, centre_id=the_centre().pk)]


def test_first_and_last_names_are_found_also_double_barrelled(anna):
    assert words("Byłam u Anny, a Nowakowa i Lisem zajmie się ktoś inny.") == [
        ("NAME", "Anny"),
        ("NAME", "Nowakowa"),
        ("NAME", "Lisem"),
    ]


def test_a_pesel_a_phone_a_case_and_an_address_are_found(anna):
    application = an_application(person=anna, number="CUS.5020.7.2026", code="KOD77AB")

    found = words(
        f"PESEL 48050112345, tel. 600 123 456, sprawa {application.number}, kod KOD77AB, mieszka: Ogrodowa 14/3"
    )

    assert [kind for kind, _words in found] == ["PESEL", "PHONE", "CASE", "CASE", "ADDRESS"]


def test_a_made_up_label_and_common_words_pass(anna):
    assert words("Osoba A odmawia pomocy trzeci raz. Pani B. mieszka z synem, w maju 2 razy tygodniowo.") == []


def test_people_of_another_centre_are_not_looked_for(anna):
    assert identities_in("Anna nie otworzyła", centre_id=another_centre().pk) == []


def test_what_gives_away_is_cut_out(anna):
    text = without_identities("Dzwonić do Anny Nowak rano.", centre_id=the_centre().pk)

    assert text == "Dzwonić do … rano."
