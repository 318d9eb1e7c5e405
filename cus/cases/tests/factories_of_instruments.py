"""Forms and assessments: valid and boring unless the test says otherwise."""

from typing import Any

from cus.accounts.tests.factories import a_coordinator, a_director, the_centre
from cus.cases.instruments.library import shipped_forms
from cus.cases.models import Filling, Instrument, InstrumentVersion
from cus.cases.services.instruments import Talk, begin_assessment, keep_answers
from cus.cases.states import FormState
from cus.cases.tests.factories import TODAY
from cus.people.tests.factories import a_person

ALL_ALONE = {
    "jedzenie": "sama", "higiena": "sama", "kapiel": "sama", "ubieranie": "sama", "toaleta": "sama",
    "stolec": "tak", "mocz": "tak", "lozko": "sama", "chodzenie": "sama", "schody": "sama",
}  # fmt: skip
NOTHING_ALONE = {
    "jedzenie": "nie", "higiena": "pomoc", "kapiel": "pomoc", "ubieranie": "nie", "toaleta": "nie",
    "stolec": "nie", "mocz": "nie", "lozko": "nie", "chodzenie": "nie", "schody": "nie",
}  # fmt: skip


def a_small_form(**given: Any) -> dict[str, Any]:
    """Falls: how many, and how one gets up, asked only of those who fell."""
    defaults = {
        "format": 1,
        "name": "Upadki",
        "sections": [
            {
                "key": "upadki",
                "title": "Upadki",
                "questions": [
                    {"key": "byly", "kind": "YES_NO", "text": "Czy był upadek?", "points_yes": 1, "points_no": 0},
                    {
                        "key": "wstaje",
                        "kind": "CHOICE",
                        "text": "Czy wstaje sama?",
                        "show_if": {"question": "byly", "is": ["yes"]},
                        "options": [
                            {"key": "tak", "text": "tak", "points": 0},
                            {"key": "nie", "text": "nie", "points": 2},
                        ],
                    },
                ],
            }
        ],
        "scores": [{"key": "razem", "name": "Ryzyko", "of": "all", "main": True}],
    }  # fmt: skip
    return defaults | given


def a_form_version(*, form: dict[str, Any] | None = None, **given: Any) -> InstrumentVersion:
    """The Barthel index, in use, unless told otherwise."""
    data = form or shipped_forms()["barthel"]
    given.setdefault("centre", the_centre())
    instrument = given.pop("instrument", None) or Instrument.objects.create(centre=given["centre"], begun_on=TODAY)
    defaults = {"number": 1, "state": FormState.PUBLISHED, "name": data["name"], "begun_on": TODAY}
    if given.get("state", FormState.PUBLISHED) != FormState.DRAFT:
        defaults |= {"published_on": TODAY, "published_by": given.get("author") or a_director()}
    return InstrumentVersion.objects.create(instrument=instrument, form=data, **(defaults | given))


def a_draft_form(form: dict[str, Any] | None = None, **given: Any) -> InstrumentVersion:
    return a_form_version(form=form or a_small_form(), state=FormState.DRAFT, **given)


def a_draft_assessment(**given: Any) -> Filling:
    """Begun by Joanna about Anna Nowak, no answer yet."""
    by = given.pop("by", None) or a_coordinator()
    version = given.pop("version", None) or a_form_version()
    person = given.pop("person", None) or a_person()
    return begin_assessment(
        version_id=version.pk, person_id=person.pk, by=by, on=TODAY, **({"held_on": TODAY} | given)
    )


def an_assessment(*, answers: dict[str, Any] | None = None, **given: Any) -> Filling:
    """Finished: everything done alone, 100 points, unless told otherwise."""
    draft = a_draft_assessment(**given)
    talk = Talk(held_on=draft.held_on, present="Anna Nowak")
    return keep_answers(
        filling_id=draft.pk,
        answers=ALL_ALONE if answers is None else answers,
        talk=talk,
        finished=True,
        by=draft.author,
        on=TODAY,
    )
