import pytest

from cus.offer.imports.services_csv.audiences import ages_of, audiences_of


@pytest.mark.parametrize(
    ("recipients", "audiences"),
    [
        ("osoby 60+", ["SENIORS"]),
        ("osoby 65+ bez innej pomocy instytucjonalnej", ["SENIORS"]),
        ("osoby 40+", ["WORK"]),
        ("osoby 18+ z trudnościami w poruszaniu się", ["DISABILITY"]),
        ("osoby niesamodzielne po chorobie", ["SENIORS", "DISABILITY", "ILLNESS"]),
        (
            "osoby wymagające pomocy innych z powodu wieku, choroby lub niepełnosprawności",
            ["SENIORS", "DISABILITY", "ILLNESS"],
        ),
        ("opiekunowie osób niesamodzielnych", ["SENIORS", "DISABILITY", "CARERS"]),
        ("rodziny z dziećmi", ["FAMILIES", "CHILDREN"]),
        ("rodziny, pary", ["FAMILIES"]),
        ("uczniowie klas 7-8", ["CHILDREN"]),
        ("osoby w kryzysie bezdomności", ["CRISIS"]),
        ("osoby bezrobotne i bierne zawodowo", ["WORK"]),
        ("osoby głuche", ["DISABILITY"]),
        ("wszyscy mieszkańcy", ["EVERYONE"]),
        ("ktokolwiek", ["EVERYONE"]),
        ("", ["EVERYONE"]),
    ],
)
def test_recipients_are_told_by_the_stems_of_their_words(recipients, audiences):
    assert audiences_of(recipients) == audiences


@pytest.mark.parametrize(
    ("recipients", "ages"),
    [
        ("osoby 60+ niepracujące", (60, None)),
        ("osoby 60+ lub 75+ samotne i chore", (60, None)),
        ("młodzież 13-18 lat", (13, 18)),
        ("dzieci 2–16 lat z pkt 7 i 8", (2, 16)),
        ("dzieci do 3 lat", (None, 3)),
        ("rodzice dzieci do 3 lat", (None, None)),
        ("uczniowie klas 7-8", (None, None)),
        ("dorośli mieszkańcy", (None, None)),
    ],
)
def test_ages_are_read_from_the_words_and_years_of_school_are_not(recipients, ages):
    assert ages_of(recipients) == ages
