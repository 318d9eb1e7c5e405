"""Finding a person or a case from whatever the caller says: a name, a number, a phone, a word of the story."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import Application, ContactNote, NeedsRecognition, Plan, Signal
from cus.kit.polish import fold
from cus.people.models import Person

SHOWN = 20
ONLY_DIGITS = re.compile(r"[\d\s+\-]{5,}")


@dataclass(frozen=True)
class Found:
    """What a search found, room by room; each list at most 20 long."""

    people: list[Person] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    texts: list[Application] = field(default_factory=list)

    @property
    def count(self) -> int:
        found: tuple[list[Any], ...] = (self.people, self.applications, self.plans, self.signals, self.texts)
        return sum(map(len, found))


def find_everything(*, user: User, words: str) -> Found:
    """Everything the user may see that holds the words; two letters at least."""
    words = words.strip().replace("\x00", "")
    if len(words) < 2:
        return Found()
    by_number = Q(number__icontains=words) | Q(taken_over__old_number__icontains=words)
    applications = Application.objects.visible_to(user).filter(by_number)
    plans = Plan.objects.visible_to(user).filter(number__icontains=words)
    return Found(
        people=list(people_named(user=user, words=words)[:SHOWN]),
        applications=list(applications.select_related("person").order_by("-filed_at", "-id")[:SHOWN]),
        plans=list(plans.select_related("person").order_by("-begun_on", "-id")[:SHOWN]),
        signals=list(signals_about(user=user, words=words)[:SHOWN]),
        texts=list(cases_that_tell(user=user, words=words)[:SHOWN]),
    )


def people_named(*, user: User, words: str) -> "QuerySet[Person]":
    """People in whose name, PESEL, phone or address every word occurs, accents aside, in Polish order."""
    people = Person.objects.visible_to(user)
    for word in search_words(words):
        people = people.filter(search_text__contains=word)
    return people.order_by("sort_key", "id")


def search_words(words: str) -> list[str]:
    """Folded words; digits typed with spaces (600 123 456) are one word."""
    words = words.replace("\x00", "")
    if ONLY_DIGITS.fullmatch(words.strip()):
        return [re.sub(r"[\s\-]", "", words)]
    return fold(words).split()


def signals_about(*, user: User, words: str) -> "QuerySet[Signal]":
    signals = Signal.objects.visible_to(user)
    for word in words.split():
        signals = signals.filter(Q(about_name__unaccent__icontains=word) | Q(content__unaccent__icontains=word))
    return signals.order_by("-received_at", "-id")


def cases_that_tell(*, user: User, words: str) -> "QuerySet[Application]":
    """Cases whose situation, recognition of needs or contact notes hold every word: for case staff only."""
    if not user.has_role(*CASE_STAFF):
        return Application.objects.none()
    cases, notes = Application.objects.visible_to(user), ContactNote.objects.visible_to(user)
    for word in words.split():
        telling = notes.filter(text__unaccent__icontains=word)
        recognised = NeedsRecognition.objects.filter(
            Q(needs__unaccent__icontains=word) | Q(hard__unaccent__icontains=word) | Q(wants__unaccent__icontains=word)
        )
        cases = cases.filter(
            Q(situation__unaccent__icontains=word)
            | Q(pk__in=recognised.values("application"))
            | Q(pk__in=telling.values("application"))
            | Q(pk__in=telling.values("plan__application"))
        )
    return cases.select_related("person").distinct().order_by("-filed_at", "-id")
