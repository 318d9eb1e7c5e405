"""Files of people and cases for other programs: what is in them, who took them, and the way back in."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.conf import settings

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user, an_organiser, another_centre, the_centre
from cus.cases.exports.layout import LAYOUTS
from cus.cases.models import Application, OpsExport, TakenOverHelp
from cus.cases.queries.ops_import import kinds_of_help
from cus.cases.services.ops_export import lines_of, make_export
from cus.cases.services.ops_import import map_help
from cus.cases.tests.factories import an_application
from cus.cases.tests.factories_of_assistance import care_by_decision, home_care
from cus.cases.tests.factories_of_ops import NOW, a_preview, taken_over
from cus.kit.errors import NotAllowed
from cus.kit.rows import act_for
from cus.offer.models import Service
from cus.people.models import Household, Membership, Person
from cus.people.tests.factories import a_person, an_exclusion
from cus.people.tests.factories_of_circle import a_home
from cus.records.models import Event

pytestmark = pytest.mark.django_db
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
WHO = ("last_name", "first_name", "pesel", "born_on", "sex", "street", "house", "postcode", "town", "phone", "email")


def exported(kind, *, by, coding="UTF_8", **days) -> bytes:
    return b"".join(lines_of(make_export(kind=kind, coding=coding, by=by, at=NOW, **(YEAR | days))))


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_people_of_a_time_with_the_columns_documented():
    organiser = an_organiser()
    a_person(first_name="Łucja", last_name="Żak", pesel="44051401359", born_on=date(1944, 5, 14))
    a_person(last_name="Dawny", deceased_on=date(2025, 12, 31))
    a_person(last_name="Późny", added_on=date(2027, 1, 1))
    heading, *rows = table(exported("PEOPLE", by=organiser))

    assert heading == [column.heading for column in LAYOUTS["PEOPLE"]]
    assert [row[:4] for row in rows] == [["Żak", "Łucja", "44051401359", "1944-05-14"]]
    assert rows[0][9] == "600 123 456"


def test_an_older_program_gets_its_character_set():
    organiser = an_organiser()
    a_person(last_name="Źdźbło", reach_note="вечером")
    text = exported("PEOPLE", by=organiser, coding="CP1250").decode("cp1250")

    assert "Źdźbło;" in text
    assert ";??????" in text


def test_no_cell_is_a_formula():
    organiser = an_organiser()
    a_person(last_name="=HYPERLINK(1)", phone="+380441234567")
    [_heading, row] = table(exported("PEOPLE", by=organiser))

    assert (row[0], row[9]) == ("'=HYPERLINK(1)", "'+380441234567")


def test_nobody_takes_out_their_own_kin():
    organiser = an_organiser()
    kin = a_person(last_name="Krewna")
    an_application(person=kin)
    an_exclusion(kin, organiser)

    assert len(table(exported("PEOPLE", by=organiser))) == 1
    assert len(table(exported("CASES", by=organiser))) == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.FRONT_DESK])
def test_only_the_director_and_the_organiser_take_files_out(role):
    with pytest.raises(NotAllowed):
        make_export(kind="PEOPLE", coding="UTF_8", by=a_user(role), at=NOW, **YEAR)


def test_who_took_which_file_is_recorded():
    organiser = an_organiser()
    exported("DECISIONS", by=organiser)
    export = OpsExport.objects.get()

    assert (export.made_by, export.kind) == (organiser, "DECISIONS")
    assert Event.objects.about(export).get().name == "ops_export.made"


def test_a_decision_stands_in_the_file_with_hours_period_and_fee():
    organiser = an_organiser()
    care_by_decision()
    heading, row = table(exported("DECISIONS", by=organiser))
    told = dict(zip(heading, row, strict=True))

    assert (told["Data od"], told["Data do"], told["Liczba godzin"]) == ("2026-02-01", "2026-07-31", "20 mies.")
    assert (told["Rodzaj decyzji"], told["Odpłatność"]) == ("przyznaje pomoc", "12,50 zł/godz.")


def test_what_is_taken_out_comes_in_again_as_the_same_people_and_cases():
    organiser = an_organiser()
    anna = a_person(pesel="48031404440", born_on=date(1948, 3, 14), email="anna@example.org", phone="+380441234567")
    jan = a_person(first_name="Jan", last_name="Nowak", sex="MALE", born_on=date(1950, 1, 2), pesel="", phone="")
    a_person(first_name="Ewa", last_name="Bez-Daty", sex="", born_on=None, pesel="")
    a_home(anna)
    Membership.objects.create(
        centre=the_centre(), household=Household.objects.get(), person=jan, role="SPOUSE", starts_on=date(2020, 1, 1)
    )
    care_by_decision(application=an_application(person=anna, services=[home_care()]))
    an_application(person=jan)
    files = [exported(kind, by=organiser) for kind in ("PEOPLE", "HOUSEHOLDS", "CASES", "DECISIONS")]
    before = contents()

    other = another_centre()
    by = a_user(Role.DIRECTOR, centre=other)
    act_for(other.pk)
    services_like_those_of(the_other=other)
    act_for(other.pk)
    for content in files:
        run = a_preview(content, by=by, from_unit="CUS w Lipnowcu")
        assert set(run.rows.values_list("state", flat=True)) <= {"NEW", "COMPLETED", "UNCHANGED"}
        services = list(Service.objects.filter(centre=other))
        for kind in kinds_of_help(run, services=services):
            map_help(centre=other, words=kind.words, service_id=kind.guess, by=by)
        taken_over(run, by=by)

    assert contents() == before
    assert TakenOverHelp.objects.filter(decision__isnull=False).count() == 1


def contents() -> tuple[list[object], ...]:
    """People, who lives with whom, cases with their services and decisions, as the connection sees them."""
    people = list(Person.objects.order_by("sort_key").values_list(*WHO))
    homes = list(Membership.objects.order_by("person__sort_key").values_list("person__first_name", "role"))
    cases = Application.objects.order_by("number").values_list(
        "number", "filed_on", "person__first_name", "requests__service__name", "requests__assistance_decisions__number"
    )
    return people, homes, list(cases)


def services_like_those_of(*, the_other) -> None:
    """The other centre gives the same services under the same names."""
    act_for(the_centre().pk)
    same = list(Service.objects.all())
    act_for(the_other.pk)
    for service in same:
        service.pk, service.centre, service.uuid = None, the_other, None
        service.uuid = type(service)._meta.get_field("uuid").get_default()
        service._state.adding = True
        service.provider = None
        service.save()


def test_every_column_is_explained_in_the_documentation():
    text = (settings.ROOT / "docs" / "exports.md").read_text("utf-8")
    missing = {column.heading for columns in LAYOUTS.values() for column in columns if column.heading not in text}

    assert missing == set()
