"""Tables as offices keep them: what one cell says, which table it is, what its rows become."""

from datetime import UTC, datetime

import pytest

from cus.accounts.tests.factories import the_centre
from cus.catalogue.imports.older import as_of_3_0, kind_of_file, weekday
from cus.catalogue.imports.opening import read_path
from cus.catalogue.imports.rows import BadRow, Ids, Row
from cus.catalogue.imports.tables.lines import glimpse_of
from cus.catalogue.imports.tables.mapping import by_meaning, guessed, ready_for
from cus.catalogue.imports.tables.words import Address, OpenDays, address_in, amount_in, opening_in, yes_or_no
from cus.catalogue.models import Entry, Record
from cus.catalogue.services.hand_in import take_over
from cus.catalogue.states.imports import RunState
from cus.catalogue.tests.standard import SHARED

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
REGISTERS = SHARED / "services_pl"
has_data = pytest.mark.skipif(not REGISTERS.exists(), reason="the registers are not at hand")
WEEK = "MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("Godziny pracy: Poniedziałek, Wtorek, Środa, Czwartek, Piątek 6:30-16:30 ", [(WEEK, "06:30:00", "16:30:00")]),
        ("pn-pt 8-16", [(WEEK, "08:00:00", "16:00:00")]),
        ("pn.–pt. od 8.00 do 15.30", [(WEEK, "08:00:00", "15:30:00")]),
        (
            "Mo-We 8:00-15:30; Th 08:00-17:00; Fr 8:00-14:00",
            [("MO,TU,WE", "08:00:00", "15:30:00"), ("TH", "08:00:00", "17:00:00"), ("FR", "08:00:00", "14:00:00")],
        ),
        ("sobota 10-24", [("SA", "10:00:00", "00:00:00")]),
        ("Godziny pracy: ", []),
        ("po umówieniu", []),
        ("pn 16-8", []),
    ],
)
def test_opening_hours_are_read_as_people_write_them(words, opening):
    assert opening_in(words) == [OpenDays(*one) for one in opening]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("ul. Piasta 5 05-822 Milanówek", ("ul. Piasta 5", "05-822", "Milanówek")),
        ("Maszewo ul. Kręta 1A", ("ul. Kręta 1A", "", "Maszewo")),
        ("Banino, wieś ul. Sosnowa 17", ("ul. Sosnowa 17", "", "Banino")),
        ("Tomaszkowice 455, 32-020 Wieliczka", ("Tomaszkowice 455", "32-020", "Wieliczka")),
        ("Gdzieś", ("Gdzieś", "", "")),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(words, address):
    assert address_in(words) == Address(*address)


def test_prices_and_answers_are_read():
    assert amount_in("1 636,30 zł") == 1636.3
    assert amount_in("bez opłat") is None
    assert (yes_or_no("TAK"), yes_or_no("nie"), yes_or_no("?")) == (True, False, None)


def test_headings_are_guessed():
    found = guessed(["Nazwa klubu", "Ulica", "Kod pocztowy", "Miejscowość", "Telefon", "Godziny otwarcia", "Uwagi"])

    assert found["columns"] == {
        "name": "Nazwa klubu",
        "street": "Ulica",
        "postcode": "Kod pocztowy",
        "town": "Miejscowość",
        "phone": "Telefon",
        "opening": "Godziny otwarcia",
    }


def test_a_part_of_a_sentence_falls_away_with_its_empty_cell():
    mapping = {"columns": {"name": "{typ}|, {gdzie}|!"}}

    assert by_meaning({"typ": "Klub", "gdzie": ""}, mapping) == {"name": "Klub!"}
    assert by_meaning({"typ": "Klub", "gdzie": "Ełk"}, mapping) == {"name": "Klub, Ełk!"}


@has_data
@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("ngo_opp_2024", "ngo_opp"),
        ("nurseries_legal_persons", "nurseries"),
        ("wtz_2023", "wtz"),
        ("sds_malopolska_2026", "sds"),
        ("senior_plus_malopolska_2026-06", "senior_plus"),
        ("dps_mazowieckie", "dps"),
        ("dps_vacancies_kujawsko-pomorskie_2026", "dps_vacancies"),
        ("dps_vacancies_podkarpackie_2026-07", "dps_vacancies"),
        ("zus_offices", "zus_offices"),
    ],
)
def test_the_registers_of_poland_are_known_by_their_heading(file, known):
    ready = ready_for(glimpse_of(REGISTERS / f"{file}.csv").heading)

    assert ready is not None
    assert ready.name == known


@has_data
@pytest.mark.django_db
def test_day_houses_are_taken_over_from_the_register_of_the_voivode():
    reading = take_over(centre=the_centre(), place=str(REGISTERS / "sds_malopolska_2026.csv"), at=NOW)

    assert (reading.state, reading.rejected) == (RunState.DONE, 0)
    assert Entry.objects.filter(source=reading.source).count() == 92
    entry = Entry.objects.get(source=reading.source, name="Środowiskowy dom samopomocy, Biskupice (powiat wielicki)")
    assert (entry.area, entry.audiences, entry.form) == (4, ["DISABILITY", "ILLNESS"], "PLACE")
    assert entry.places.get().address == "ŚDS Tomaszkowice 455, 32-020 Wieliczka"


@has_data
@pytest.mark.django_db
def test_a_table_taken_over_twice_changes_nothing():
    place = str(REGISTERS / "senior_plus_malopolska_2026-06.csv")
    take_over(centre=the_centre(), place=place, at=NOW)

    again = take_over(centre=the_centre(), place=place, at=NOW)

    assert (again.new, again.changed, again.gone, again.rejected) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_a_dry_run_keeps_nothing(tmp_path):
    (tmp_path / "kluby.csv").write_text("nazwa;opis\nKlub;Szachy\n;bez nazwy\n")

    told = take_over(centre=the_centre(), place=str(tmp_path / "kluby.csv"), at=NOW, dry_run=True)

    assert (told.state, told.rejected) == (RunState.PREVIEW, 1)
    assert not Record.objects.exists()
    assert not Entry.objects.exists()


VERSION_1_1 = {
    "organizations.csv": "id,name,description,url\n1,Fundacja Most,Pomoc,www.most.example\n",
    "services.csv": "id,organization_id,name,status\n10,1,Poradnia,active\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n20,1,Dom,50.1,20.2\n",
    "services_at_location.csv": "id,service_id,location_id\n30,10,20\n",
    "physical_addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n"
    "40,20,Długa 1,Kraków,małopolskie,30-001,PL\n",
    "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n50,10,1,09:00,12:00\n51,10,3,13:00Z,15:00Z\n",
    "holiday_schedules.csv": "id,service_id,closed,start_date,end_date\n60,10,true,2026-12-24,2026-12-26\n",
    "eligibility.csv": "id,service_id,eligibility\n70,10,adult\n71,10,family\n",
    "languages.csv": "id,service_id,language\n80,10,uk\n",
    "taxonomy.csv": "id,name,parent_id,vocabulary\nPH,Health,,AIRS\n",
    "services_taxonomy.csv": "id,service_id,taxonomy_id,taxonomy_detail\n90,10,PH,\n",
    "accessibility_for_disabilities.csv": "id,location_id,accessibility,details\n95,20,wheelchair,\n",
}


@pytest.mark.django_db
def test_a_package_of_version_1_1_becomes_tables_of_3_0(tmp_path):
    for name, text in VERSION_1_1.items():
        (tmp_path / name).write_text(text)

    reading = take_over(centre=the_centre(), place=str(tmp_path), name="Stara paczka", at=NOW)

    assert (reading.state, reading.rejected, reading.remarks) == (RunState.DONE, 0, [])
    entry = Entry.objects.get(source=reading.source)
    assert (entry.name, entry.provider_name, entry.languages) == ("Poradnia", "Fundacja Most", ["uk"])
    assert entry.wheelchair is True
    assert [(span.lower, span.upper) for span in entry.opening] == [(540, 720), (2 * 1440 + 780, 2 * 1440 + 900)]
    assert entry.places.get().address == "Długa 1, 30-001 Kraków"
    assert "adult, family" in entry.keywords
    assert "Health" in entry.keywords
    website = Record.objects.get(source=reading.source, table="organizations").data["website"]
    assert website == "https://www.most.example"


def test_days_of_the_week_of_1_1_have_numbers_or_names():
    assert [weekday(one) for one in (1, "7", "Monday", "su", "", "jutro", 9)] == ["MO", "SU", "MO", "SU", "", "", ""]


def test_the_table_of_terms_of_1_1_is_not_the_table_of_taxonomies_of_3_0():
    assert kind_of_file("taxonomy", ["id", "name", "parent_id", "vocabulary"]) == "taxonomy_terms"
    assert kind_of_file("taxonomy", ["id", "name", "description", "uri", "version"]) == "taxonomies"
    assert kind_of_file("reviews", ["id"]) == ""


def test_postal_addresses_of_1_1_say_that_they_are_postal():
    table, row = as_of_3_0("postal_addresses", {"id": "1", "address_1": "Długa 1", "address_3": "m. 4"})

    assert (table, row["address_type"], row["address_2"]) == ("addresses", "postal", "m. 4")


def test_columns_that_fit_nothing_are_dropped_and_told_rows_without_a_name_are_rejected(tmp_path):
    (tmp_path / "organizations.csv").write_text(
        "id,name,description,year_incorporated,email\nx,Most,Opis,dawno,@\ny,,,,\n"
    )

    rows = list(read_path(tmp_path, ids=Ids("test"), mapping={}))

    [kept] = [one for one in rows if isinstance(one, Row)]
    [rejected] = [one for one in rows if isinstance(one, BadRow)]
    assert set(kept.data) == {"id", "name", "description"}
    assert len(kept.remarks) == 2
    assert rejected.line == 3
