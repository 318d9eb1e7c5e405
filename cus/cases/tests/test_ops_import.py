"""Taking people and cases over from an OPS: what the preview says, what becomes of it, and back again."""

from datetime import date, timedelta

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, an_organiser, the_centre
from cus.cases.models import (
    Application,
    AssistanceDecision,
    OpsHelpWords,
    OpsRow,
    RequestedService,
    TakenOver,
    TakenOverHelp,
)
from cus.cases.services.ops_import import (
    answer_row,
    begin_reading,
    begin_taking_over,
    drop_import,
    end_broken_imports,
    map_help,
)
from cus.cases.tests.factories_of_assistance import home_care
from cus.cases.tests.factories_of_ops import (
    ANNA,
    NOW,
    a_file,
    a_preview,
    an_import,
    handed_in,
    taken_over,
    undone,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.polish import sort_key
from cus.kit.rows import acting_for
from cus.people.models import Household, Membership, Person
from cus.people.services import add_people, change_person, drafted_person
from cus.people.tests.factories import a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SHORT = "Nazwisko;Imię;PESEL;Data urodzenia;Ulica;Nr domu;Miejscowość"


def rows_of(run) -> list[tuple[int, str]]:
    return list(OpsRow.objects.filter(run=run).order_by("line").values_list("line", "state"))


def reasons_of(run, line: int) -> list[str]:
    return OpsRow.objects.get(run=run, line=line).reasons


def care_is_mapped(organiser):
    service = home_care()
    map_help(centre=organiser.centre, words="Usługi opiekuńcze", service_id=service.pk, by=organiser)
    return service


def test_the_preview_changes_nothing_and_says_what_each_row_would_do():
    a_person(first_name="Jan", last_name="Kos", pesel="44051401458", born_on=date(1944, 5, 14), phone="")
    a_person(first_name="Ewa", last_name="Lis", pesel="", born_on=None)
    run = a_preview(
        a_file(
            "Nowak;Anna;;14.03.1948;Polna;3;Lipnowiec",
            "Kos;Jan;44051401458;;Polna;3;Lipnowiec",
            "Lis;Ewa;;;Leśna;1;Lipnowiec",
            "Wilk;Adam;44051401459;;;;",
            "Sowa;Iga;;31.02.1990;;;",
            ";;;;;;Lipnowiec",
            "Nowak;Anna;;14.03.1948;Polna;3;Lipnowiec",
            heading=SHORT,
        )
    )

    assert rows_of(run) == [
        (2, "NEW"), (3, "UNCHANGED"), (4, "DOUBTFUL"), (5, "REJECTED"), (6, "REJECTED"), (7, "REJECTED"),
        (8, "UNCHANGED"),
    ]  # fmt: skip
    assert len(reasons_of(run, 8)) == 1
    assert Person.objects.count() == 2
    assert run.state == "PREVIEW"


def test_a_present_pesel_never_gets_a_second_person():
    kos = a_person(
        first_name="Jan", last_name="Kos", pesel="44051401458", born_on=date(1944, 5, 14), phone="", email=""
    )
    run = an_import("Kos;Jan;44051401458;;;;;600 100 200;;;;;;", "Kos;Jan Maria;44051401458;;;;;;;;;;;")

    assert rows_of(run) == [(2, "COMPLETED"), (3, "UNCHANGED")]
    assert Person.objects.filter(pesel="44051401458").get().pk == kos.pk
    assert Person.objects.get(pk=kos.pk).phone == "+48600100200"


def test_the_pesel_and_the_name_of_an_entry_joined_away_find_the_survivor():
    survivor = a_person(first_name="Hanna", last_name="Nowak", pesel="", born_on=date(1944, 5, 14), phone="")
    a_person(first_name="Anna", last_name="Kos", pesel="44051401458", merged_into=survivor)
    run = an_import("Kos;Anna;44051401458;;;;;600 100 200;;;;;;")

    assert rows_of(run) == [(2, "COMPLETED")]
    assert Person.objects.standing().get() == survivor
    assert run.rows.get().person == survivor
    survivor.refresh_from_db()
    assert survivor.phone == "+48600100200"


def test_nobody_is_added_under_the_pesel_of_an_entry_joined_away():
    organiser = an_organiser()
    survivor = a_person(first_name="Hanna", pesel="")
    a_person(first_name="Anna", pesel="44051401458", born_on=date(1944, 5, 14), merged_into=survivor)
    fields = {"first_name": "Adam", "last_name": "Wilk", "pesel": "44051401458"}
    draft = drafted_person(centre=organiser.centre, fields=fields, on=NOW.date())

    with pytest.raises(Refused, match="44051401458"):
        add_people([draft], centre=organiser.centre, by=organiser, from_unit="GOPS", run=1)


def test_a_pesel_under_quite_another_name_is_rejected():
    a_person(first_name="Jan", last_name="Kos", pesel="44051401458")
    run = a_preview(a_file("Wilk;Adam;44051401458;;;;", heading=SHORT))

    assert rows_of(run) == [(2, "REJECTED")]


def test_what_staff_wrote_is_never_overwritten():
    kos = a_person(
        first_name="Jan", last_name="Kos", pesel="44051401458", street="Polna", house="3", phone="+48600123456"
    )
    an_import("Kos;Jan;44051401458;;Leśna;9;Zabór;601 111 222;;;;;;")

    kos.refresh_from_db()
    assert (kos.street, kos.house, kos.phone) == ("Polna", "3", "+48600123456")


def test_the_same_pesel_in_another_centre_is_nobody_here():
    stranger = a_stranger()
    with acting_for(stranger.centre_id):
        names = {"first_name": "Jan", "last_name": "Kos", "sort_key": sort_key("Kos Jan")}
        Person.objects.create(centre=stranger.centre, pesel="44051401458", added_on=NOW.date(), **names)
    the_centre()
    run = a_preview(a_file("Kos;Jan;44051401458;;;;", heading=SHORT))

    assert rows_of(run) == [(2, "NEW")]


def test_a_doubt_waits_for_an_answer_and_is_taken_over_after_it():
    organiser = an_organiser()
    ewa = a_person(first_name="Ewa", last_name="Lis", pesel="", born_on=None, phone="")
    run = a_preview(a_file("Lis;Ewa;;12.12.1950;;;;601 111 222;;;;;;", "Kos;Jan;;1.1.1960;;;;;;;;;;"), by=organiser)
    run = taken_over(run)
    doubtful = run.rows.get(line=2)
    assert (Person.objects.count(), doubtful.done_at) == (2, None)

    answer_row(row_id=doubtful.pk, person_id=ewa.pk, by=organiser)
    taken_over(run)

    ewa.refresh_from_db()
    assert (Person.objects.count(), ewa.phone, ewa.born_on) == (2, "+48601111222", date(1950, 12, 12))


def test_a_doubt_may_be_somebody_new():
    organiser = an_organiser()
    a_person(first_name="Ewa", last_name="Lis", pesel="", born_on=None)
    run = a_preview(a_file("Lis;Ewa;;12.12.1950;;;", heading=SHORT), by=organiser)
    answer_row(row_id=run.rows.get().pk, person_id=None, by=organiser)
    taken_over(run)

    assert Person.objects.filter(first_name="Ewa", last_name="Lis").count() == 2


def test_a_case_keeps_its_sign_and_says_that_it_was_taken_over():
    organiser = an_organiser()
    joanna = a_coordinator()
    heading = "Nazwisko i imię;PESEL;Znak sprawy;Data wniosku;Pracownik socjalny;Rodzaj świadczenia"
    run = a_preview(
        a_file("Kos Jan;44051401458;OPS.5022.7.2024;12 marca 2024 r.;Mazur Joanna;Zasiłek", heading=heading),
        by=organiser,
    )
    taken_over(run)

    application = Application.objects.get(number="OPS.5022.7.2024")
    assert (application.state, application.channel, application.coordinator) == ("TAKEN_OVER", "TAKEN_OVER", joanna)
    assert application.filed_on == date(2024, 3, 12)
    taken = TakenOver.objects.get(application=application)
    assert (taken.old_number, taken.from_unit, taken.filed_on) == (
        "OPS.5022.7.2024",
        "GOPS w Lipnowcu",
        date(2024, 3, 12),
    )
    help_ = TakenOverHelp.objects.get(case=taken)
    assert (help_.kind, help_.request, help_.decision) == ("Zasiłek", None, None)


def test_a_decision_of_which_enough_is_known_goes_on_as_one():
    organiser = an_organiser()
    service = care_is_mapped(organiser)
    an_import(ANNA, by=organiser)

    decision = AssistanceDecision.objects.get(number="D/1/26")
    assert (decision.state, decision.lasts_until, int(decision.hours)) == ("TAKEN_OVER", date(2026, 12, 31), 20)
    assert (decision.signed_on, decision.signed_by, decision.reasons) == (None, None, "")
    assert RequestedService.objects.get(service=service).state == "GRANTED"


def test_help_that_ended_before_today_is_ended_and_nothing_is_invented():
    organiser = an_organiser()
    care_is_mapped(organiser)
    an_import(ANNA.replace("31.12.2026", "31.01.2026"), by=organiser)

    request = RequestedService.objects.get()
    assert (request.state, request.ended_on) == ("ENDED", date(2026, 1, 31))


def test_a_decision_without_hours_is_kept_in_words_only():
    organiser = an_organiser()
    care_is_mapped(organiser)
    run = an_import(ANNA.removesuffix("20"), by=organiser)

    assert AssistanceDecision.objects.count() == 0
    assert TakenOverHelp.objects.get().decision_number == "D/1/26"
    assert RequestedService.objects.get().state == "TAKEN_OVER"
    assert len(reasons_of(run, 2)) == 1


def test_two_decisions_of_one_case_follow_each_other_and_overlapping_ones_do_not():
    organiser = an_organiser()
    care_is_mapped(organiser)
    second = ANNA.replace("01.01.2026;31.12.2026;D/1/26", "01.01.2025;31.12.2025;D/9/25")
    third = ANNA.replace("01.01.2026;31.12.2026;D/1/26", "01.06.2025;31.05.2026;D/8/25")
    an_import(ANNA, second, third, by=organiser)

    assert Application.objects.count() == 1
    assert set(AssistanceDecision.objects.values_list("number", flat=True)) == {"D/1/26", "D/9/25"}
    assert TakenOverHelp.objects.count() == 3


def test_the_same_file_again_changes_nothing():
    organiser = an_organiser()
    care_is_mapped(organiser)
    an_import(ANNA, by=organiser)
    again = a_preview(a_file(ANNA), by=organiser)

    assert rows_of(again) == [(2, "UNCHANGED")]


def test_the_number_of_a_case_finds_its_person_and_refuses_another():
    an_import(ANNA)
    run = a_preview(
        a_file(
            ";;;;;;;602 222 333;OPS.1/24;;;;;",
            "Kos;Jan;44051401458;;;;;;OPS.1/24;;;;;",
        )
    )

    assert rows_of(run) == [(2, "UNCHANGED"), (3, "REJECTED")]


def test_people_with_one_household_number_live_together():
    heading = "Nazwisko;Imię;Data urodzenia;Nr rodziny;Stopień pokrewieństwa"
    run = a_preview(
        a_file("Kos;Jan;1.2.1980;R7;", "Kos;Maja;3.4.2015;R7;córka", "Kos;Ola;5.6.1982;R7;żona", heading=heading)
    )
    taken_over(run)

    assert Household.objects.get().name == "Kos"
    members = Membership.objects.order_by("person__born_on").values_list("person__first_name", "role")
    assert list(members) == [("Jan", "ADULT"), ("Ola", "SPOUSE"), ("Maja", "CHILD")]


def test_undoing_takes_everything_back_that_nobody_touched():
    organiser = an_organiser()
    care_is_mapped(organiser)
    kos = a_person(first_name="Jan", last_name="Kos", pesel="44051401458", born_on=date(1944, 5, 14), phone="")
    run = an_import(ANNA, "Kos;Jan;44051401458;;;;;601 111 222;OPS.2/24;;;;;", by=organiser)
    run = undone(run, at=LATER)

    kos.refresh_from_db()
    assert (run.state, kos.phone, list(Person.objects.values_list("pk", flat=True))) == ("UNDONE", "", [kos.pk])
    assert (Application.objects.count(), AssistanceDecision.objects.count(), TakenOverHelp.objects.count()) == (
        0,
        0,
        0,
    )
    assert set(run.rows.values_list("undone", flat=True)) == {"PUT_BACK"}


def test_two_rows_that_completed_one_person_are_both_put_back():
    organiser = an_organiser()
    given = {"first_name": "Jan", "last_name": "Kos", "pesel": "44051401458", "born_on": date(1944, 5, 14)}
    kos = a_person(**given, phone="", street="", house="", postcode="", town="")
    run = an_import("Kos;Jan;44051401458;;;;;601 111 222;;;;;;", "Kos;Jan;44051401458;;Leśna;7;Lipnowiec;;;;;;;",
                    by=organiser)  # fmt: skip
    kos.refresh_from_db()
    assert (kos.phone, kos.street) == ("+48601111222", "Leśna")
    undone(run, at=LATER)

    kos.refresh_from_db()
    assert (kos.phone, kos.street, kos.town) == ("", "", "")


def test_undoing_keeps_and_names_what_people_worked_with_since():
    organiser = an_organiser()
    run = an_import(ANNA, "Kos;Jan;;1.1.1960;;;;;OPS.2/24;;;;;", by=organiser)
    anna = Person.objects.get(last_name="Nowak")
    change_person(person_id=anna.pk, by=organiser, on=LATER.date(), email="anna@example.org")
    run = undone(run, at=LATER)

    assert list(Person.objects.values_list("last_name", flat=True)) == ["Nowak"]
    assert list(Application.objects.values_list("number", flat=True)) == ["OPS.1/24"]
    assert list(run.rows.filter(undone="KEPT").values_list("name", flat=True)) == ["Nowak Anna"]


def test_a_field_corrected_since_stays_when_an_import_is_undone():
    organiser = an_organiser()
    kos = a_person(
        first_name="Jan", last_name="Kos", pesel="44051401458", born_on=date(1944, 5, 14), phone="", email=""
    )
    run = an_import("Kos;Jan;44051401458;;;;;601 111 222;;;;;;", by=organiser)
    change_person(person_id=kos.pk, by=organiser, on=LATER.date(), phone="602 222 333")
    run = undone(run, at=LATER)

    kos.refresh_from_db()
    assert (kos.phone, run.rows.get().undone) == ("+48602222333", "KEPT")


def test_columns_are_remembered_for_the_same_heading_of_the_same_centre():
    organiser = an_organiser()
    run = handed_in(a_file("Kos;Jan;x", heading="A;B;C"), by=organiser)
    assert run.columns == {}
    begin_reading(run_id=run.pk, columns={"last_name": 0, "first_name": 1}, by=organiser, at=NOW)

    assert handed_in(a_file("Lis;Ewa;x", heading="a ;B;C"), by=organiser).columns == {"last_name": 0, "first_name": 1}


def test_a_file_is_read_only_when_somebody_can_be_found_by_its_columns():
    run = handed_in(a_file("Lipnowiec;x", heading="Miejscowość;B"))
    with pytest.raises(Refused):
        begin_reading(run_id=run.pk, columns={"town": 0}, by=run.started_by, at=NOW)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.FRONT_DESK])
def test_only_the_director_and_the_organiser_take_people_over(role):
    with pytest.raises(NotAllowed):
        handed_in(a_file(ANNA), by=a_user(role))


def test_nobody_takes_over_into_another_centre():
    run = a_preview(a_file(ANNA))
    with pytest.raises(NotAllowed):
        begin_taking_over(run_id=run.pk, by=a_stranger(), at=NOW)


def test_an_import_given_up_leaves_no_rows_and_cannot_be_taken_over():
    run = a_preview(a_file(ANNA))
    drop_import(run_id=run.pk, by=run.started_by, at=NOW)

    run.refresh_from_db()
    assert (run.state, run.rows.count(), bool(run.file)) == ("DROPPED", 0, False)
    with pytest.raises((WrongState, Refused)):
        begin_taking_over(run_id=run.pk, by=run.started_by, at=NOW)


def test_a_broken_off_import_says_so_and_goes_on():
    run = a_preview(a_file(ANNA))
    begin_taking_over(run_id=run.pk, by=run.started_by, at=NOW)
    assert end_broken_imports(centre=run.centre, before=NOW + timedelta(hours=2), at=LATER) == 1

    run = taken_over(run)
    assert (run.state, Person.objects.count()) == ("DONE", 1)


def test_every_step_is_recorded_and_the_file_does_not_lie_about():
    run = an_import(ANNA)
    run = undone(run, at=LATER)

    names = list(Event.objects.about(run).order_by("id").values_list("name", flat=True))
    assert names == ["ops_import.handed_in", "ops_import.done", "ops_import.undone"]
    assert not run.file


def test_done_rows_keep_nothing_of_what_they_said():
    run = an_import(ANNA, "Wilk;Adam;44051401459;;;;;;;;;;;")

    assert (run.rows.get(line=2).given, run.rows.get(line=2).cells) == ({}, [])
    assert run.rows.get(line=3).cells[:3] == ["Wilk", "Adam", "44051401459"]


def test_words_for_a_kind_of_help_are_kept_once():
    organiser = an_organiser()
    care_is_mapped(organiser)
    map_help(centre=organiser.centre, words="usługi  OPIEKUŃCZE", service_id=None, by=organiser)

    assert OpsHelpWords.objects.get().service is None
