"""What a story can expect of letters on their way."""

from typing import Any

from cus.cases.letter_ways import warning_of_paper, ways_open
from cus.cases.models import Application, LetterNotice
from cus.office.stories.facts import OF_CASE, fact
from cus.office.stories.stage import Stage
from cus.people.models import Person
from cus.records.models import Letter


@fact(OF_CASE, "letters stand")
def letters_stand(stage: Stage, case: Application) -> list[str]:
    """Where each letter of the case is, in the order of writing: waiting, under way, returned, delivered, deemed."""
    return list(Letter.objects.about(case).order_by("id").values_list("state", flat=True))


@fact(OF_CASE, "last letter delivered on")
def last_letter_delivered_on(stage: Stage, case: Application) -> Any:
    letter = _last(case)
    return letter.delivered_on if letter else None


@fact(OF_CASE, "last letter addressed to")
def last_letter_addressed_to(stage: Stage, case: Application) -> str:
    letter = _last(case)
    return letter.recipient.get("name", "") if letter else "nobody"


@fact(OF_CASE, "ways of the last letter")
def ways_of_the_last_letter(stage: Stage, case: Application) -> list[str]:
    """On which ways it can go out."""
    letter = _last(case)
    return [way.way.value for way in ways_open(letter, _person(case))] if letter else []


@fact(OF_CASE, "warns of paper")
def warns_of_paper(stage: Stage, case: Application) -> bool:
    """Whether the last letter should not go on paper before the base of electronic addresses was asked (RULE-66)."""
    letter = _last(case)
    return letter is not None and warning_of_paper(letter, _person(case), on=stage.on) is not None


@fact(OF_CASE, "notices")
def notices(stage: Stage, case: Application) -> list[str]:
    """On which ways the person was told that a letter waits."""
    written = Letter.objects.about(case)
    return list(LetterNotice.objects.filter(letter__in=written).order_by("id").values_list("channel", flat=True))


def _last(case: Application) -> Letter | None:
    return Letter.objects.about(case).order_by("-id").first()


def _person(case: Application) -> Person:
    return Person.objects.select_related("centre").get(pk=case.person_id)
