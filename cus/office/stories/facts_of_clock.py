"""What a story can expect of the legal clock, read as its pages read it."""

from typing import Any

from cus.cases.clock import Asked, Matter, matters
from cus.cases.models import Application, LetterDraft, MatterKind, Stop
from cus.office.stories.facts import OF_CASE, fact
from cus.office.stories.stage import Stage


@fact(OF_CASE, "next step")
def next_step(stage: Stage, case: Application) -> list[str]:
    """The next step of every matter that has a day, the most urgent first; a part of each sentence is enough."""
    return [matter.next_step for matter in _matters(stage, case) if matter.due_on]


@fact(OF_CASE, "due")
def due(stage: Stage, case: Application) -> list[Any]:
    """The days of these matters, in the same order."""
    return [matter.due_on for matter in _matters(stage, case) if matter.due_on]


@fact(OF_CASE, "stands")
def stands(stage: Stage, case: Application) -> list[str]:
    """Why the case stands still today; a part of each reason is enough."""
    return [stop.why for stop in Stop.objects.standing().filter(application=case).order_by("id")]


@fact(OF_CASE, "refusal due")
def refusal_due(stage: Stage, case: Application) -> Any:
    """By when the refusal must be signed and delivered (RULE-81, RULE-82)."""
    return _day_of(MatterKind.REFUSAL, stage, case)


@fact(OF_CASE, "time to complete ends")
def time_to_complete_ends(stage: Stage, case: Application) -> Any:
    """The last day for what is missing, moved from a day off (RULE-80)."""
    return _day_of(MatterKind.COMPLETION, stage, case)


@fact(OF_CASE, "appeal to pass on by")
def appeal_to_pass_on_by(stage: Stage, case: Application) -> Any:
    return _day_of(MatterKind.APPEAL, stage, case)


@fact(OF_CASE, "sum up by")
def sum_up_by(stage: Stage, case: Application) -> Any:
    """By when the talk and the description of an ended plan are there (RULE-85)."""
    return _day_of(MatterKind.SUMMARY, stage, case)


@fact(OF_CASE, "drafted letters")
def drafted_letters(stage: Stage, case: Application) -> list[str]:
    """The kinds of letters the clock drafted and nobody has settled yet."""
    return list(LetterDraft.objects.open().filter(application=case).order_by("id").values_list("kind", flat=True))


def _day_of(kind: MatterKind, stage: Stage, case: Application) -> Any:
    return next((matter.due_on for matter in _matters(stage, case) if matter.kind == kind), None)


def _matters(stage: Stage, case: Application) -> list[Matter]:
    asked = Asked(centre=stage.centre, user=None, on=stage.on, application_id=case.pk)
    return matters(asked)
