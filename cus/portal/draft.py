"""The answers of an application that is being written, kept in the session as they were typed.

Nothing is trusted because it was once accepted: each time the answers are read, their form checks them again.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from cus.portal import steps
from cus.portal.forms.apply import FORMS, StepForm
from cus.portal.steps import Step, Whom, steps_for

PLACE = "application"
NOT_ANSWERS = ("csrfmiddlewaretoken", "go", "words")


class Draft:
    """What somebody has answered so far."""

    def __init__(self, session: SessionBase, *, centre_id: int) -> None:
        self.session, self.centre_id = session, centre_id
        self.kept: dict[str, Any] = session.get(PLACE) or {"key": str(uuid4()), "answers": {}, "documents": []}

    @property
    def key(self) -> UUID:
        """Names this sending: however often it is sent, it counts once."""
        return UUID(self.kept["key"])

    @property
    def is_begun(self) -> bool:
        return bool(self.kept["answers"])

    @property
    def whom(self) -> str:
        answer = QueryDict(self.kept["answers"].get(steps.WHOM.slug, "")).get("whom_for", "")
        return answer if answer in Whom.values else ""

    @property
    def steps(self) -> list[Step]:
        return steps_for(self.whom)

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The files handed in so far: token, name, size."""
        return self.kept["documents"]

    def keep(self, step: Step, answers: QueryDict) -> None:
        kept = answers.copy()
        for name in NOT_ANSWERS:
            kept.pop(name, None)
        self.kept["answers"][step.slug] = kept.urlencode()
        self.save()

    def save(self) -> None:
        self.session[PLACE] = self.kept
        self.session.modified = True

    def forget(self) -> None:
        self.session.pop(PLACE, None)

    def has(self, step: Step) -> bool:
        return step.slug in self.kept["answers"]

    def form(self, step: Step) -> StepForm:
        """The form of a step with what was answered; unanswered it is empty and not yet judged."""
        given = QueryDict(self.kept["answers"][step.slug]) if self.has(step) else None
        return self.blank_form(step, given)

    def blank_form(self, step: Step, given: QueryDict | None = None, files: Any = None) -> StepForm:
        return FORMS[step](given, files, whom=self.whom, centre_id=self.centre_id)

    def first_unanswered(self) -> Step | None:
        """The first step that has no answer, or one that is no longer good."""
        for step in self.steps:
            if step == steps.CHECK or step == steps.DOCUMENTS:
                continue
            if not self.has(step) or not self.form(step).is_valid():
                return step
        return None

    def answers(self) -> dict[str, Any]:
        """All answers of all steps, checked; ask `first_unanswered` before."""
        found: dict[str, Any] = {}
        for step in self.steps:
            if step in FORMS and self.has(step):
                form = self.form(step)
                form.full_clean()
                found[step.slug] = form.cleaned_data
        return found
