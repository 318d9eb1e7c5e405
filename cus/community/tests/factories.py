"""A diagnosis of Lipnowiec and what residents said of it."""

from datetime import date
from typing import Any

from cus.accounts.tests.factories import the_centre
from cus.community.models import Consultation, ConsultationRemark, Diagnosis, DiagnosisState, Finding, Priority
from cus.law.diagnosis import valid_until

MADE_ON = date(2025, 3, 1)


def a_consultation(**given: Any) -> Consultation:
    """Two weeks in February 2025, closed with a report."""
    defaults = {
        "subject": "Diagnoza Lipnowca",
        "starts_on": date(2025, 2, 1),
        "ends_on": date(2025, 2, 14),
        "channels": "Ankieta w CUS i na stronie.",
        "report": "Wpłynęła jedna uwaga.",
        "reported_on": date(2025, 2, 20),
    }
    return Consultation.objects.create(**({"centre": the_centre()} | defaults | given))


def an_open_consultation(**given: Any) -> Consultation:
    return a_consultation(**({"report": "", "reported_on": None} | given))


def a_remark(consultation: Consultation, **given: Any) -> ConsultationRemark:
    defaults = {"came_on": consultation.starts_on, "came_from": "mieszkanka", "words": "Brakuje dowozu na basen."}
    return ConsultationRemark.objects.create(
        **({"centre": consultation.centre, "consultation": consultation} | defaults | given)
    )


def a_draft_diagnosis(**given: Any) -> Diagnosis:
    """With one finding, not consulted yet."""
    made_on = given.pop("made_on", MADE_ON)
    defaults = {"title": "Diagnoza Lipnowca", "made_on": made_on, "valid_until": valid_until(made_on=made_on)}
    diagnosis = Diagnosis.objects.create(**({"centre": the_centre()} | defaults | given))
    a_finding(diagnosis)
    return diagnosis


def a_finding(diagnosis: Diagnosis, **given: Any) -> Finding:
    defaults = {
        "area": 5,
        "words": "128 osób po 80. roku życia mieszka samotnie.",
        "people": 128,
        "priority": Priority.HIGH,
    }
    return Finding.objects.create(**({"centre": diagnosis.centre, "diagnosis": diagnosis} | defaults | given))


def a_diagnosis(**given: Any) -> Diagnosis:
    """Final, consulted, with one finding."""
    diagnosis = a_draft_diagnosis(**given)
    diagnosis.consultation = a_consultation()
    diagnosis.state = DiagnosisState.FINAL
    diagnosis.save()
    return diagnosis
