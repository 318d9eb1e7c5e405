"""Mrs Maria assessed three times with the Barthel index: home from hospital, after two weeks, now."""

from cus.cases.models import InstrumentVersion
from cus.cases.services.instruments import Talk, begin_assessment, keep_answers
from cus.cases.states import FormState
from cus.office.demo.case import Case
from cus.office.demo.loom import Story

HOME_FROM_HOSPITAL = {
    "jedzenie": "sama", "higiena": "sama", "kapiel": "pomoc", "ubieranie": "pomoc", "toaleta": "pomoc",
    "stolec": "tak", "mocz": "czasem", "lozko": "duza", "chodzenie": "pomoc", "schody": "nie",
}  # fmt: skip
AFTER_TWO_WEEKS = HOME_FROM_HOSPITAL | {"mocz": "tak", "lozko": "mala"}
NOW = AFTER_TWO_WEEKS | {"toaleta": "sama", "lozko": "sama", "chodzenie": "sama", "schody": "pomoc"}


def assessed(case: Case, ago: int, answers: dict[str, str], *, present: str = "", note: str = "") -> Story:
    """A finished assessment with the Barthel index, at the talk about needs where one was held that day."""
    yield case.at(ago, case.coordinator)
    on = case.scene.day(ago)
    barthel = InstrumentVersion.objects.get(
        centre=case.scene.centre, instrument__shipped_as="barthel", state=FormState.PUBLISHED
    )
    talk = case.application.recognitions.filter(held_on=on).first()
    filling = begin_assessment(
        version_id=barthel.pk,
        person_id=case.person.pk,
        held_on=on,
        application_id=case.application.pk,
        recognition_id=talk.pk if talk else None,
        by=case.coordinator,
        on=on,
    )
    talked = Talk(held_on=on, present=present, note=note)
    keep_answers(filling_id=filling.pk, answers=answers, talk=talked, finished=True, by=case.coordinator, on=on)
