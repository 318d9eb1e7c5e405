from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cus.accounts.tests.factories import the_centre
from cus.kit.errors import Refused
from cus.offer.imports.services_csv.columns import is_free, legal_track_of, places_in
from cus.offer.imports.services_csv.load import Outcome, import_services
from cus.offer.models import Audience, LegalTrack, Provider, ProviderKind, Service, ServiceForm, ServiceStatus

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "services.csv"
HEADING = (
    "id,area_no,area,name,description,recipients,form,unit,typical_limit,fee_rule,provider_type,"
    "visit_scheduling,individual_plan_usual,basis"
)
GOOD = (
    "U900,4,pomoc społeczna,Pranie,Odbiór i zwrot bielizny,osoby starsze,indywidualna,usługa,"
    "30 miejsc,bezpłatnie,CUS,tak,nie,wzór"
)


def a_file(tmp_path, *rows, heading=HEADING, encoding="utf-8"):
    path = tmp_path / "services.csv"
    path.write_bytes("\r\n".join([heading, *rows, ""]).encode(encoding))
    return path


def load(path, **given):
    return list(import_services(path, centre=the_centre(), by=None, on=TODAY, **given))


def changed(**cells):
    """The good row with other cells."""
    values = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | cells
    return ",".join(values.values())


def outcomes(report):
    return [row.outcome.value for row in report]


def test_example_list_comes_in_whole_and_a_second_time_changes_nothing():
    first = load(EXAMPLE)
    before = list(Service.objects.order_by("id").values())

    second = load(EXAMPLE)

    assert outcomes(first) == ["added"] * 79
    assert outcomes(second) == ["unchanged"] * 79
    assert list(Service.objects.order_by("id").values()) == before


def test_every_cell_finds_its_field(tmp_path):
    load(a_file(tmp_path, GOOD))

    service = Service.objects.get()
    assert (service.code, service.area, service.name) == ("U900", 4, "Pranie")
    assert (service.description, service.recipients) == ("Odbiór i zwrot bielizny", "osoby starsze")
    assert (service.form, service.unit, service.limit_text) == (ServiceForm.INDIVIDUAL, "usługa", "30 miejsc")
    assert (service.places, service.fee_text, service.is_free) == (30, "bezpłatnie", True)
    assert (service.needs_scheduling, service.usually_in_plan, service.basis) == (True, False, "wzór")
    assert (service.audiences, service.status) == ([Audience.SENIORS], ServiceStatus.PUBLIC)
    assert (service.provider.name, service.provider.kind) == ("CUS w Lipnowcu", ProviderKind.OWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_any_spreadsheet_are_read(tmp_path, encoding, delimiter):
    row = GOOD.replace("Pranie", "Żłobek – łąka").replace("–", "-").replace(",", delimiter)

    report = load(a_file(tmp_path, row, heading=HEADING.replace(",", delimiter), encoding=encoding))

    assert outcomes(report) == ["added"]
    assert Service.objects.get().name == "Żłobek - łąka"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"area_no": "15"}, "column area_no: “15” is not one of the areas 1–14 of the Act"),
        ({"area_no": "0"}, "column area_no: “0” is not one of the areas 1–14 of the Act"),
        ({"area_no": "cztery"}, "column area_no: “cztery” is not one of the areas 1–14 of the Act"),
        ({"area_no": "4.5"}, "column area_no: “4.5” is not one of the areas 1–14 of the Act"),
        ({"area_no": ""}, "column area_no: the cell is empty"),
        ({"id": ""}, "column id: the cell is empty"),
        ({"name": ""}, "column name: the cell is empty"),
        ({"description": ""}, "column description: the cell is empty"),
        (
            {"form": "zdalna"},
            "column form: “zdalna” is not known; write one of: indywidualna, grupowa, miejsce, rzecz",
        ),
        ({"visit_scheduling": "może"}, "column visit_scheduling: “może” is not known; write one of: tak, nie"),
        ({"individual_plan_usual": "x"}, "column individual_plan_usual: “x” is not known; write one of: tak, nie"),
        ({"id": "U" * 21}, "column id: the text is too long: 21 letters, 20 fit"),
        ({"name": "x" * 201}, "column name: the text is too long: 201 letters, 200 fit"),
    ],
)
def test_bad_cell_is_named_with_line_column_and_reason(tmp_path, cells, reason, english):
    report = load(a_file(tmp_path, GOOD, changed(**({"id": "U901"} | cells))))

    assert outcomes(report) == ["added", "refused"]
    assert report[1].line == 3
    assert report[1].reasons[0].startswith(reason)
    assert Service.objects.count() == 1


def test_every_bad_cell_of_a_row_is_named(tmp_path, english):
    [row] = load(a_file(tmp_path, changed(area_no="99", form="zdalna", name="")))

    assert len(row.reasons) == 3


def test_same_id_twice_in_a_file_is_refused_the_second_time(tmp_path, english):
    report = load(a_file(tmp_path, GOOD, changed(name="Inna")))

    assert outcomes(report) == ["added", "refused"]
    assert report[1].reasons == ("column id: U900 is already in line 2",)
    assert Service.objects.get().name == "Pranie"


def test_row_with_too_few_or_too_many_cells_is_refused_and_the_others_kept(tmp_path, english):
    report = load(a_file(tmp_path, "U901,4,krótki", f"{changed(id='U902')},nadmiar", GOOD))

    assert outcomes(report) == ["refused", "refused", "added"]
    assert report[0].reasons[0].startswith("there are 3 cells instead of 14")
    assert report[1].reasons[0].startswith("there are 15 cells instead of 14")


def test_quotation_mark_never_closed_costs_only_its_own_row(tmp_path, english):
    rows = [changed(id=f"U{number}") for number in range(901, 960)]
    report = load(a_file(tmp_path, GOOD, changed(id="U800", name='"otwarty'), *rows))

    assert outcomes(report) == ["added", "refused", *["added"] * 59]
    assert (report[1].line, report[1].reasons) == (3, ("a quotation mark is opened and never closed",))


def test_cell_over_several_lines_is_one_cell(tmp_path):
    report = load(
        a_file(tmp_path, changed(description='"Pierwszy wiersz\r\ndrugi ""wiersz"", dalej"'), changed(id="U901"))
    )

    assert [(row.line, row.outcome) for row in report] == [(2, Outcome.ADDED), (4, Outcome.ADDED)]
    assert Service.objects.get(code="U900").description == 'Pierwszy wiersz drugi "wiersz", dalej'


def test_missing_columns_are_named(tmp_path, english):
    with pytest.raises(Refused, match="lacks the columns form, unit"):
        load(a_file(tmp_path, "x", heading="id,area_no,name,description,recipients"))


def test_columns_may_stand_in_any_order_and_extra_ones_do_no_harm(tmp_path):
    heading = "uwagi,unit,form,recipients,description,name,area_no,id"

    report = load(a_file(tmp_path, "nic,godzina,grupowa,osoby 60+,Opis,Nazwa,9,K1", heading=heading))

    assert outcomes(report) == ["added"]
    assert (Service.objects.get().area, Service.objects.get().form) == (9, ServiceForm.GROUP)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        ("id;name".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest of a workbook", "not a CSV file"),
    ],
)
def test_file_that_is_no_table_is_refused_with_advice(tmp_path, content, reason, english):
    path = tmp_path / "services.csv"
    path.write_bytes(content)

    with pytest.raises(Refused, match=reason):
        load(path)


def test_changed_row_changes_the_service_and_nothing_that_staff_decided(tmp_path):
    load(a_file(tmp_path, GOOD))
    Service.objects.update(status=ServiceStatus.PAUSED, documents="dowód osobisty")

    report = load(a_file(tmp_path, changed(name="Pranie i prasowanie")))

    service = Service.objects.get()
    assert outcomes(report) == ["changed"]
    assert (service.name, service.status, service.documents) == (
        "Pranie i prasowanie",
        ServiceStatus.PAUSED,
        "dowód osobisty",
    )


def test_dry_run_tells_and_keeps_nothing(tmp_path):
    report = load(a_file(tmp_path, GOOD, changed(id="U901", area_no="15")), dry_run=True)

    assert outcomes(report) == ["added", "refused"]
    assert not Service.objects.exists()
    assert not Provider.objects.exists()


def test_task_of_the_powiat_comes_with_its_agreement():
    load(EXAMPLE)

    assert list(Service.objects.filter(is_powiat_task=True).values_list("code", "powiat_agreement")) == [
        ("U015", "CUS z PCPR (porozumienie)")
    ]


def test_care_under_the_social_assistance_act_needs_a_decision():
    load(EXAMPLE)

    by_decision = Service.objects.filter(legal_track=LegalTrack.SOCIAL_ASSISTANCE).order_by("code")
    assert list(by_decision.values_list("code", flat=True)) == [
        "U018",
        "U019",
        "U020",
        "U021",
        "U022",
        "U024",
        "U033",
        "U072",
    ]
    assert legal_track_of(name="Niedzielny posiłek", fee="bezpłatnie w projekcie") == LegalTrack.PROGRAMME


@pytest.mark.parametrize(
    ("fee", "free"),
    [
        ("bezpłatnie", True),
        ("bezpłatnie w projekcie", True),
        ("bezpłatnie (starsze programy 2 zł za rozpoczętą godzinę)", True),
        ("bezpłatnie lub 3 zł za kurs", False),
        ("bezpłatnie, czasem kaucja lub poręczenie", False),
        ("bezpłatnie do progu, dalej wg uchwały", False),
        ("bezpłatnie do kwoty materiałów", False),
        ("bezpłatnie, materiały powyżej 50 zł po stronie seniora", False),
        ("pobyt bezpłatny, posiłek płatny za dzień", False),
        ("tabela gminy", False),
        ("", False),
    ],
)
def test_free_means_free_for_everybody(fee, free):
    assert is_free(fee) is free


@pytest.mark.parametrize(
    ("limit", "places"),
    [
        ("30 miejsc", 30),
        ("12 miejsc, 1 spotkanie w tygodniu", 12),
        ("20-30 miejsc", None),
        ("na czas określony, 2–6 miejsc", None),
        ("12 osób, 8 spotkań", None),
        ("25-100 urządzeń w gminie", None),
        ("bez limitu", None),
    ],
)
def test_places_are_read_only_where_they_are_said_clearly(limit, places):
    assert places_in(limit) == places


def test_command_reports_every_row_and_the_sums(tmp_path, english):
    the_centre()
    out, err = StringIO(), StringIO()

    call_command(
        "import_services", str(a_file(tmp_path, GOOD, changed(id="U901", area_no="15"))), stdout=out, stderr=err
    )

    assert out.getvalue().splitlines() == ["+ line 2: U900 Pranie", "added: 1, changed: 0, unchanged: 0, refused: 1"]
    assert err.getvalue().strip() == (
        "! line 3: U901 Pranie – column area_no: “15” is not one of the areas 1–14 of the Act"
    )


def test_command_without_a_file_says_so(english):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_services", "/nowhere/services.csv")
