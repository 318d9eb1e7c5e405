from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, an_organiser, the_centre
from cus.community import services
from cus.community.models import Diagnosis, DiagnosisState, Finding
from cus.community.queries import lacks_of, last_diagnosis, renewal_of
from cus.community.tests.factories import (
    a_diagnosis,
    a_draft_diagnosis,
    a_finding,
    a_remark,
    an_open_consultation,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.diagnosis import Renewal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 3, 2)
FIELDS = {"title": "Diagnoza 2026", "made_on": date(2026, 3, 1), "method": "Ankieta, 412 osób", "potential": ""}


def test_a_diagnosis_is_valid_for_five_years_from_its_date():
    diagnosis = services.save_diagnosis(centre=the_centre(), fields=FIELDS, by=an_organiser(), on=TODAY)

    assert diagnosis.state == DiagnosisState.DRAFT
    assert diagnosis.valid_until == date(2031, 3, 1)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.COMMUNITY_ORGANISER, Role.DIRECTOR])
def test_the_organisers_and_the_director_write_the_diagnosis(role):
    assert services.save_diagnosis(centre=the_centre(), fields=FIELDS, by=a_user(role), on=TODAY).pk


def test_nobody_else_writes_the_diagnosis():
    with pytest.raises(NotAllowed):
        services.save_diagnosis(centre=the_centre(), fields=FIELDS, by=a_coordinator(), on=TODAY)


def test_nobody_writes_the_diagnosis_of_another_centre():
    diagnosis = a_draft_diagnosis()

    with pytest.raises(NotAllowed):
        services.save_diagnosis(
            centre=the_centre(), diagnosis_id=diagnosis.pk, fields=FIELDS, by=a_stranger(), on=TODAY
        )


def test_a_finding_outside_the_14_areas_is_refused():
    fields = {"area": 15, "words": "Brak tężni", "people": None, "priority": 2}

    with pytest.raises(Refused, match="14"):
        services.save_finding(diagnosis_id=a_draft_diagnosis().pk, fields=fields, by=an_organiser(), on=TODAY)


@pytest.mark.rule("RULE-19")
def test_a_diagnosis_without_consultation_is_never_final():
    diagnosis = a_draft_diagnosis()

    with pytest.raises(Refused) as refusal:
        services.finish_diagnosis(diagnosis_id=diagnosis.pk, by=an_organiser(), on=TODAY)

    assert "art. 21 ust. 5" in refusal.value.provision
    diagnosis.refresh_from_db()
    assert diagnosis.state == DiagnosisState.DRAFT


@pytest.mark.rule("RULE-19")
def test_the_database_itself_keeps_an_unconsulted_diagnosis_from_being_final():
    diagnosis = a_draft_diagnosis()

    with pytest.raises(IntegrityError, match="final_diagnosis_was_consulted"), transaction.atomic():
        Diagnosis.objects.filter(pk=diagnosis.pk).update(state=DiagnosisState.FINAL)


@pytest.mark.rule("RULE-19")
def test_a_diagnosis_is_final_after_its_consultation_ended():
    diagnosis, organiser = a_draft_diagnosis(), an_organiser()
    period = (date(2026, 3, 2), date(2026, 3, 16))
    services.consult_diagnosis(diagnosis_id=diagnosis.pk, period=period, channels="Ankieta", by=organiser, on=TODAY)

    with pytest.raises(Refused):
        services.finish_diagnosis(diagnosis_id=diagnosis.pk, by=organiser, on=date(2026, 3, 16))
    services.finish_diagnosis(diagnosis_id=diagnosis.pk, by=organiser, on=date(2026, 3, 17))

    diagnosis.refresh_from_db()
    assert diagnosis.state == DiagnosisState.FINAL


def test_a_diagnosis_without_findings_is_never_final():
    diagnosis = a_draft_diagnosis(consultation=an_open_consultation())
    diagnosis.findings.all().delete()

    with pytest.raises(Refused, match="finding"):
        services.finish_diagnosis(diagnosis_id=diagnosis.pk, by=an_organiser(), on=TODAY)


def test_a_final_diagnosis_never_changes_not_even_in_the_database():
    diagnosis, organiser = a_diagnosis(), an_organiser()

    with pytest.raises(WrongState):
        services.save_diagnosis(centre=the_centre(), diagnosis_id=diagnosis.pk, fields=FIELDS, by=organiser, on=TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Diagnosis.objects.filter(pk=diagnosis.pk).update(title="Inna")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Finding.objects.filter(diagnosis=diagnosis).update(words="Inne")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        a_finding(diagnosis)


@pytest.mark.rule("RULE-20")
def test_a_missing_report_warns_and_can_be_switched_off():
    diagnosis = a_draft_diagnosis(consultation=an_open_consultation())
    [lack] = lacks_of(diagnosis, on=TODAY)
    assert not lack.blocks

    diagnosis.centre.switched_off_rules = ["RULE-20"]
    assert lacks_of(diagnosis, on=TODAY) == []


def test_a_second_round_follows_the_first_which_is_kept():
    diagnosis, organiser = a_draft_diagnosis(), an_organiser()
    asked = {"channels": "Spotkanie", "by": organiser}
    first = services.consult_diagnosis(
        diagnosis_id=diagnosis.pk, period=(date(2026, 1, 1), date(2026, 1, 10)), on=TODAY, **asked
    )
    with pytest.raises(WrongState):
        services.consult_diagnosis(diagnosis_id=diagnosis.pk, period=(TODAY, TODAY), on=TODAY, **asked)
    services.close_consultation(consultation_id=first.pk, report="Bez uwag.", by=organiser, on=TODAY)
    second = services.consult_diagnosis(diagnosis_id=diagnosis.pk, period=(TODAY, TODAY), on=TODAY, **asked)

    assert second.follows == first


def test_a_consultation_closes_only_when_every_remark_is_answered():
    asked, organiser = an_open_consultation(), an_organiser()
    remark = a_remark(asked)
    with pytest.raises(Refused, match="answer"):
        services.close_consultation(consultation_id=asked.pk, report="Raport", by=organiser, on=TODAY)

    services.answer_remark(remark_id=remark.pk, answer="Dowóz od maja.", outcome="TAKEN", by=organiser, on=TODAY)
    services.close_consultation(consultation_id=asked.pk, report="Raport", by=organiser, on=TODAY)

    asked.refresh_from_db()
    assert asked.reported_on == TODAY


def test_a_consultation_closes_only_after_its_last_day():
    asked = an_open_consultation(starts_on=date(2026, 2, 20), ends_on=TODAY)

    with pytest.raises(Refused, match="still runs"):
        services.close_consultation(consultation_id=asked.pk, report="Raport", by=an_organiser(), on=TODAY)


def test_a_closed_consultation_takes_no_more_remarks():
    asked = an_open_consultation()
    services.close_consultation(consultation_id=asked.pk, report="Raport", by=an_organiser(), on=TODAY)
    fields = {"came_on": asked.starts_on, "came_from": "mieszkaniec", "concerns": "", "words": "Spóźniona uwaga"}

    with pytest.raises(WrongState):
        services.note_remark(consultation_id=asked.pk, fields=fields, by=an_organiser(), on=TODAY)


@pytest.mark.rule("RULE-18")
def test_the_last_final_diagnosis_decides_whether_a_new_one_is_due():
    assert renewal_of(centre_id=the_centre().pk, on=TODAY) == (Renewal.OVERDUE, None)

    old = a_diagnosis(made_on=date(2021, 3, 2))
    assert renewal_of(centre_id=the_centre().pk, on=TODAY) == (Renewal.SOON, old)

    new = a_diagnosis(made_on=date(2026, 1, 15))
    a_draft_diagnosis(made_on=date(2026, 3, 1))
    assert renewal_of(centre_id=the_centre().pk, on=TODAY) == (Renewal.NOT_YET, new)
    assert last_diagnosis(centre_id=the_centre().pk, on=date(2025, 1, 1)) == old
