"""Finding people by any part of what the register says of them: quick in a register of a hundred thousand."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from cus.people.models.person import PersonQuerySet

MATCHING = "SELECT people_matching(%s::text[], %s::integer)"


def holding(people: PersonQuerySet, words: Iterable[str], *, most: int | None = None) -> PersonQuerySet:
    """Those of the people in whose words (name, PESEL, phone, address: folded) every one of these occurs.

    With `most` the first so many in Polish order are looked at, and no more.
    """
    return matching(people, [f"%{literally(word)}%" for word in words], most=most)


def matching(people: PersonQuerySet, patterns: Iterable[str], *, most: int | None = None) -> PersonQuerySet:
    """The same for patterns as LIKE reads them."""
    patterns = list(patterns)
    return people.filter(pk__in=numbers_matching(patterns, most=most)) if patterns else people


def numbers_matching(patterns: Iterable[str], *, most: int | None = None) -> RawSQL:
    """For a filter: the numbers of the people of the centre whose words match every pattern."""
    return RawSQL(MATCHING, [list(patterns), most])


def literally(word: str) -> str:
    """The word as a part of a pattern: what LIKE would read as a wildcard stands for itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
