import pytest

from cus.offer.imports.services_csv.audiences import audiences_of


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
