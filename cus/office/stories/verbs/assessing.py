"""Assessing a person with one of the forms that come with the system."""

from datetime import date
from typing import Any

from cus.accounts.models import User
from cus.cases.instruments.library import shipped_forms
from cus.cases.models import InstrumentVersion
from cus.cases.services.instruments import Talk, begin_assessment, keep_answers, ship_forms
from cus.office.stories.reading import Unreadable, without_line
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.people.models import Person


@verb("assesses")
def assesses(
    stage: Stage,
    by: User,
    *,
    of: Person,
    with_: str,
    answers: dict,
    held: date | None = None,
    finished: bool = True,
) -> None:
    """With the form `barthel` or `lawton iadl`: to each question, by its key, the key of the answer."""
    held_on = held or stage.on
    filling = begin_assessment(
        version_id=_version(stage, with_).pk, person_id=of.pk, held_on=held_on, by=by, on=stage.on
    )  # fmt: skip
    said: dict[str, Any] = without_line(answers)
    keep_answers(filling_id=filling.pk, answers=said, talk=Talk(held_on), finished=finished, by=by, on=stage.on)


def _version(stage: Stage, form: str) -> InstrumentVersion:
    code = form.casefold().replace(" ", "_")
    if code not in shipped_forms():
        raise Unreadable(f"“{form}” is no form. Known: {', '.join(sorted(shipped_forms()))}.")
    ship_forms(centre=stage.centre, by=None, on=stage.on)
    return InstrumentVersion.objects.filter(instrument__shipped_as=code).order_by("-number")[0]
