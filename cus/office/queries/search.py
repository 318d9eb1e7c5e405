"""Finding a person or a case from whatever the caller says: a name, a number, a phone, a word of the story."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import Application, ContactNote, NeedsRecognition, Plan, Signal
from cus.kit.polish import fold
from cus.people.finding import holding, literally
from cus.people.models import Person

SHOWN = 20
LOOKED_AT = 100  # of what fits, so that what is closed to the user leaves enough to show
MOST_LISTED = 500
SHORTEST_NUMBER = 3
MOST_DIGITS = 8  # in a number of a case that has nothing but digits; more are a phone or a PESEL
ONLY_DIGITS = re.compile(r"[\d\s+\-]{5,}")


@dataclass(frozen=True)
class Found:
    """What a search found, room by room; each list at most 20 long."""

    people: list[Person] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    texts: list[Application] = field(default_factory=list)
    with_texts: bool = False

    @property
    def count(self) -> int:
        found: tuple[list[Any], ...] = (self.people, self.applications, self.plans, self.signals, self.texts)
        return sum(map(len, found))


def find_everything(*, user: User, words: str, in_texts: bool = False) -> Found:
    """Everything the user may see that holds the words; two letters at least.

    People and numbers first, by indexes. Words of a story are looked for where those find nothing, or when asked:
    it means reading every text of the centre. For a number (PESEL, phone) only when asked.
    """
    words = words.strip().replace("\x00", "")
    if len(words) < 2:
        return Found()
    applications = _numbered(Application.objects.visible_to(user), words, "-filed_at")
    is_meant = [one.number.upper() for one in applications] == [words.upper()]  # then no plan has the number too
    found = Found(
        people=list(people_named(user=user, words=words, most=LOOKED_AT)[:SHOWN]),
        applications=applications,
        plans=[] if is_meant else _numbered(Plan.objects.visible_to(user), words, "-begun_on"),
    )
    if not in_texts and (found.count or ONLY_DIGITS.fullmatch(words)):
        return found
    signals, texts = signals_about(user=user, words=words), cases_that_tell(user=user, words=words)
    return replace(found, signals=list(signals[:SHOWN]), texts=list(texts[:SHOWN]), with_texts=True)


def _numbered(rows: "QuerySet[Any]", words: str, newest: str) -> list[Any]:
    """The newest cases or plans in whose number the words occur: three characters at least, a digit among them."""
    if len(words) < SHORTEST_NUMBER or " " in words or not any(letter.isdigit() for letter in words):
        return []
    if len(words) > MOST_DIGITS and ONLY_DIGITS.fullmatch(words):
        return []
    table = rows.model._meta.db_table
    numbers = RawSQL("SELECT cases_numbered(%s, %s, %s)", [table, f"%{literally(words)}%", LOOKED_AT])
    return list(rows.filter(pk__in=numbers).select_related("person").order_by(newest, "-id")[:SHOWN])


def people_named(*, user: User, words: str, most: int = MOST_LISTED) -> "QuerySet[Person]":
    """People in whose name, PESEL, phone or address every word occurs, accents aside, in Polish order."""
    people = holding(Person.objects.visible_to(user), search_words(words), most=most)
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
