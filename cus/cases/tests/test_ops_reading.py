"""Tables of an OPS: where the heading is, what its columns mean, what one cell says."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from cus.cases.imports.fields import FIELDS, guessed, key_of
from cus.cases.imports.heading import heading_in
from cus.cases.imports.reading import ReadRow, role_in, rows_in
from cus.cases.imports.values import Misfit, Remarks, day_in, end_in, fee_in, hours_in, pesel_in, phone_in
from cus.cases.tests.factories_of_ops import a_path
from cus.kit.csv_lines import as_written, common_delimiter, harmless
from cus.kit.errors import Refused

TODAY = date(2026, 3, 2)


def read(path: Path) -> list[ReadRow]:
    heading = heading_in(path)
    columns = guessed(heading.names)
    return list(rows_in(path, heading_line=heading.line, heading=heading.names, columns=columns, on=TODAY))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12.03.1948", date(1948, 3, 12)),
        ("12-3-1948", date(1948, 3, 12)),
        ("12/03/1948 r.", date(1948, 3, 12)),
        ("1948-03-12", date(1948, 3, 12)),
        ("1948-03-12 00:00:00", date(1948, 3, 12)),
        ("1948-03-12T00:00:00", date(1948, 3, 12)),
        ("19480312", date(1948, 3, 12)),
        ("12 marca 1948 r.", date(1948, 3, 12)),
        ("1 października 2024", date(2024, 10, 1)),
        ("3 LISTOPADA 2024", date(2024, 11, 3)),
        ("17604", date(1948, 3, 12)),
        ("", None),
        ("-", None),
        ("00.00.0000", None),
        ("brak", None),
    ],
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(cell, day):
    assert day_in(cell, Remarks()) == day


@pytest.mark.parametrize("cell", ["12.03.48", "31.02.1990", "marzec 1948", "12.13.1948", "01.01.1800"])
def test_what_is_no_day_is_a_reason_to_reject(cell):
    with pytest.raises(Misfit):
        day_in(cell, Remarks())


@pytest.mark.parametrize("cell", ["bezterminowo", "na stałe", "31.12.2099", "9999-12-31", "do odwołania"])
def test_help_without_an_end_has_none(cell):
    remarks = Remarks()
    assert end_in(cell, remarks) is None
    assert len(remarks.texts) == 1


def test_zeros_a_spreadsheet_took_off_a_pesel_are_put_back_with_a_remark():
    remarks = Remarks()
    assert pesel_in("2271409867", remarks) == "02271409867"
    assert len(remarks.texts) == 1


@pytest.mark.parametrize("cell", ["44051401359", "440514 01359", "44051401359.0", "'44051401359"])
def test_a_pesel_is_read_however_it_is_spaced(cell):
    assert pesel_in(cell, Remarks()) == "44051401359"


@pytest.mark.parametrize("cell", ["44051401358", "4405140135", "4,40514E+10", "440514O1359", "12"])
def test_a_wrong_pesel_is_a_reason_to_reject(cell):
    with pytest.raises(Misfit):
        pesel_in(cell, Remarks())


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("600 123 456", "+48600123456"),
        ("tel. 600-123-456", "+48600123456"),
        ("12/345 67 89", "+48123456789"),
        ("600123456, 601222333", "+48600123456"),
        ("+380 44 123 4567", "+380441234567"),
        ("12345", ""),
        ("brak", ""),
    ],
)
def test_a_phone_is_taken_where_it_is_one(cell, number):
    assert phone_in(cell, Remarks()) == number


def test_hours_and_fees_are_read_with_what_they_count():
    assert (str(hours_in("20", Remarks())[0]), hours_in("20", Remarks())[1]) == ("20.00", "MONTH")
    assert (str(hours_in("10,5 godz. tygodniowo", Remarks())[0]), hours_in("2 h/tydz.", Remarks())[1]) == (
        "10.50",
        "WEEK",
    )
    assert (fee_in("12,50 zł/godz."), fee_in("120 zł/mies.")) == ((1250, "HOUR"), (12000, "MONTH"))
    assert (fee_in("30%"), fee_in("bezpłatnie")) == ((None, ""), (None, ""))


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("żona", "SPOUSE"), ("mąż, żona albo partner", "SPOUSE"), ("syn", "CHILD"), ("synowa", "RELATIVE"),
        ("dziecko", "CHILD"), ("dziecko w pieczy zastępczej", "FOSTER_CHILD"), ("babcia lub dziadek", "GRANDPARENT"),
        ("rodzic", "PARENT"), ("krewna lub krewny", "RELATIVE"), ("lokator lub współlokatorka", "LODGER"),
        ("osoba dorosła", "ADULT"), ("", "ADULT"),
    ],
)  # fmt: skip
def test_who_somebody_is_in_a_household_is_understood(cell, role):
    assert role_in(cell) == role


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Nazwisko;Imię;PESEL;Data ur.", {"last_name": 0, "first_name": 1, "pesel": 2, "born_on": 3}),
        ("Lp.;Nazwisko i imię;Nr PESEL;Adres zamieszkania", {"last_and_first": 1, "pesel": 2, "address": 3}),
        (
            "Świadczeniobiorca;Forma pomocy;Okres od;Okres do",
            {"last_and_first": 0, "kind": 1, "starts_on": 2, "ends_on": 3},
        ),
        ("IMIĘ I NAZWISKO;Nr telefonu;Znak sprawy", {"first_and_last": 0, "phone": 1, "case_number": 2}),
        (
            "Nazwisko;Imię;Decyzja nr;Decyzja z dnia;Od dnia;Do dnia;Liczba godzin;Odpłatność;Pracownik socjalny",
            {"last_name": 0, "first_name": 1, "decision_number": 2, "decided_on": 3, "starts_on": 4, "ends_on": 5,
             "hours": 6, "fee": 7, "worker": 8},
        ),
        ("Kolor;Rozmiar", {}),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_the_headings_offices_write(heading, columns):
    assert guessed(heading.split(";")) == columns


def test_every_heading_we_know_is_guessed_as_what_it_is():
    wrong = {(field.name, field.hints[0]) for field in FIELDS if field.name not in guessed([field.hints[0]])}
    assert wrong == set()


def test_the_same_heading_is_known_again_however_it_is_spaced():
    assert key_of(["Nr. sprawy", "IMIĘ"]) == key_of(["nr sprawy", " Imię "])
    assert key_of(["Nr sprawy", "Imię"]) != key_of(["Imię", "Nr sprawy"])


def test_a_nasty_file_is_read():
    """CP1250, titles with commas above, a merged heading over two lines, the heading printed again, a total below."""
    text = (
        "Wykaz świadczeniobiorców, stan na 1.01.2026, GOPS w Żabnie\r\n"
        ";;;;;\r\n"
        ";Osoba;;Adres;;Decyzja;;\r\n"
        "Lp.;Nazwisko;Imię;Ulica;Nr;Nr;Od;Do\r\n"
        "1;ŻÓŁĆ-KĘDZIERSKA;ŁUCJA;ul. Źródlana;3;D/1;01.01.2026;2026-12-31\r\n"
        "Lp.;Nazwisko;Imię;Ulica;Nr;Nr;Od;Do\r\n"
        '2;Kos;Jan;"Polna; dom z ogrodem";5;;;\r\n'
        "Razem: 2;;;;;;;\r\n"
    )
    rows = read(a_path("wykaz.csv", text.encode("cp1250")))

    assert [(row.line, bool(row.reasons)) for row in rows] == [(5, False), (7, False), (8, True)]
    first = rows[0].given
    assert (first["last_name"], first["first_name"], first["street"], first["house"]) == (
        "Żółć-Kędzierska", "Łucja", "Źródlana", "3",
    )  # fmt: skip
    assert (first["decision_number"], first["starts_on"], first["ends_on"]) == ("D/1", "2026-01-01", "2026-12-31")


def test_a_spreadsheet_keeps_its_days_and_loses_no_pesel():
    path = a_path("osoby.xlsx", b"")
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for place, name in enumerate(["Nazwisko", "Imię", "PESEL", "Data urodzenia", "Od"]):
        sheet.write(0, place, name)
    sheet.write_row(1, 0, ["Kos", "Jan"])
    sheet.write_number(1, 2, 2271409867)
    sheet.write_datetime(1, 3, datetime(2002, 7, 14), book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_number(1, 4, 46023)
    book.close()
    [row] = read(path)

    assert (row.reasons, row.given["pesel"], row.given["born_on"]) == ([], "02271409867", "2002-07-14")
    assert row.given["starts_on"] == "2026-01-01"
    assert len(row.remarks) == 2


def test_an_address_in_one_cell_and_names_in_one_cell_are_taken_apart():
    text = "Nazwisko i imię;Adres\r\nNowak Anna Maria;ul. Piasta 5/3, 05-822 Milanówek\r\n"
    [row] = read(a_path("a.csv", text.encode()))

    assert row.given == {
        "last_name": "Nowak", "first_name": "Anna Maria", "street": "Piasta", "house": "5/3", "postcode": "05-822",
        "town": "Milanówek",
    }  # fmt: skip


def test_a_decision_that_gives_no_help_is_not_taken_for_help():
    text = "Nazwisko;Imię;Nr decyzji;Rodzaj decyzji\r\nKos;Jan;D/1;odmowa\r\nKos;Jan;D/2;przyznająca\r\n"
    rows = read(a_path("a.csv", text.encode()))

    assert [bool(row.reasons) for row in rows] == [True, False]


def test_a_birth_that_contradicts_the_pesel_rejects_the_row():
    text = "Nazwisko;Imię;PESEL;Data urodzenia\r\nKos;Jan;44051401359;15.05.1944\r\nLis;Ewa;;1.1.2030\r\n"
    assert [len(row.reasons) for row in read(a_path("a.csv", text.encode()))] == [1, 1]


def test_an_empty_file_is_refused():
    with pytest.raises(Refused):
        heading_in(a_path("a.csv", b"\r\n"))


def test_the_separator_is_the_one_most_lines_agree_on():
    assert common_delimiter(a_path("a.csv", b"Wykaz, stan, na\na;b\n1;2,5\n")) == ";"
    assert common_delimiter(a_path("b.csv", b"a\tb\n1\t2\n")) == "\t"


@pytest.mark.parametrize("cell", ["=1+1", "+48600", "-5", "@x", "zwykły", "'cytat'"])
def test_a_cell_made_harmless_is_read_again_as_it_was(cell):
    assert as_written(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@"))
