"""Whether two entries of the register may be one person: pure rules on plain values, no database.

A reason says what is alike and weighs something; what contradicts (two valid PESEL numbers far apart, two sexes, dates
of birth no slip explains) means two people, whatever is alike. Families share names, phones and addresses: such a
reason counts only when the first names are near as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.polish import fold

MOST = 100
NEAR = 0.45  # share of common trigrams from which two words count as nearly the same
LIKELY, PERHAPS = 60, 40


class AlikeBy(TextChoices):
    """Why two entries look alike, the surest first."""

    NAME_AND_BIRTH = "NAME_AND_BIRTH", _("the same name and date of birth")
    NEAR_PESEL = "NEAR_PESEL", _("PESEL numbers that differ by a slip")
    NEAR_NAME_AND_BIRTH = "NEAR_NAME_AND_BIRTH", _("the same date of birth, nearly the same name")
    SAID = "SAID", _("a colleague says so")
    ADDRESS = "ADDRESS", _("nearly the same name at the same address")
    PHONE = "PHONE", _("the same phone, which nobody marked as shared")
    NAME_AND_NEAR_BIRTH = "NAME_AND_NEAR_BIRTH", _("the same name, dates of birth that differ by a slip")


WEIGHTS = {
    AlikeBy.NAME_AND_BIRTH: 60,
    AlikeBy.NEAR_PESEL: 50,
    AlikeBy.NEAR_NAME_AND_BIRTH: 40,
    AlikeBy.SAID: 40,
    AlikeBy.ADDRESS: 30,
    AlikeBy.PHONE: 30,
    AlikeBy.NAME_AND_NEAR_BIRTH: 25,
}


class Strength(TextChoices):
    """The score in words."""

    ALMOST_SURE = "ALMOST_SURE", _("almost surely one person")
    LIKELY = "LIKELY", _("probably one person")
    PERHAPS = "PERHAPS", _("perhaps one person")


@dataclass(frozen=True)
class Entry:
    """What is compared of an entry, folded where spelling should not count."""

    pk: int
    first: str
    last: str
    sex: str
    born_on: date | None
    pesel: str
    phone: str
    phone_is_shared: bool
    place: str

    @classmethod
    def of(
        cls, pk: int, first: str, last: str, sex: str, born_on: date | None, pesel: str, phone: str, shared: bool,
        place: tuple[str, str, str],
    ) -> "Entry":  # fmt: skip
        """From the values of the register, in its order; the place is street, house and town."""
        street, house, town = place
        where = fold(f"{street} {house} {town}") if house else ""
        return cls(pk, fold(first), fold(last), sex, born_on, pesel, phone, shared, where)

    @property
    def name(self) -> tuple[str, ...]:
        """The words of the name, whichever stands first."""
        return tuple(sorted(f"{self.first} {self.last}".split()))


def reasons_of(one: Entry, other: Entry) -> list[AlikeBy]:
    """Why two entries look like one person, the surest first; nothing when something contradicts it."""
    if contradicts(one, other):
        return []
    same_birth = one.born_on is not None and one.born_on == other.born_on
    same_name = one.name == other.name
    near_names = same_name or _names_near(one, other)
    found = {
        AlikeBy.NAME_AND_BIRTH: same_name and same_birth,
        AlikeBy.NEAR_PESEL: pesel_slip(one.pesel, other.pesel) and (near_names or _one_name_same(one, other)),
        AlikeBy.NEAR_NAME_AND_BIRTH: same_birth and near_names and not same_name,
        AlikeBy.ADDRESS: bool(one.place) and one.place == other.place and near_names,
        AlikeBy.PHONE: _same_phone(one, other) and _near(one.first, other.first),
        AlikeBy.NAME_AND_NEAR_BIRTH: same_name and not same_birth and birth_slip(one.born_on, other.born_on),
    }
    return [reason for reason in AlikeBy if found.get(reason)]


def score_of(reasons: Iterable[str]) -> int:
    return min(MOST, sum(WEIGHTS[AlikeBy(reason)] for reason in reasons))


def strength_of(score: int) -> Strength:
    if score > LIKELY:
        return Strength.ALMOST_SURE
    return Strength.LIKELY if score >= PERHAPS else Strength.PERHAPS


def contradicts(one: Entry, other: Entry) -> bool:
    """Whether the entries tell of two people: numbers far apart, two sexes, births no slip explains."""
    two_numbers = bool(one.pesel and other.pesel) and not pesel_slip(one.pesel, other.pesel)
    two_sexes = bool(one.sex and other.sex) and one.sex != other.sex
    both_born = one.born_on is not None and other.born_on is not None
    two_births = both_born and one.born_on != other.born_on and not birth_slip(one.born_on, other.born_on)
    return two_numbers or two_sexes or two_births


def pesel_slip(one: str, other: str) -> bool:
    """Two digits that differ at most, which covers two that changed places. A single one no valid number survives."""
    if not one or not other or len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def birth_slip(one: date | None, other: date | None) -> bool:
    """Day and month changed places, or one of day, month and year is another; a year by one digit only."""
    if one is None or other is None or one == other:
        return False
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    if sum((one.day != other.day, one.month != other.month, one.year != other.year)) != 1:
        return False
    return sum(a != b for a, b in zip(str(one.year), str(other.year), strict=True)) <= 1


def _same_phone(one: Entry, other: Entry) -> bool:
    return bool(one.phone) and one.phone == other.phone and not (one.phone_is_shared or other.phone_is_shared)


def _one_name_same(one: Entry, other: Entry) -> bool:
    return bool({one.first, one.last} & {other.first, other.last})


def _names_near(one: Entry, other: Entry) -> bool:
    """First names near and last names near, or the two changed places."""
    straight = _near(one.first, other.first) and _near(one.last, other.last)
    return straight or (_near(one.first, other.last) and _near(one.last, other.first))


def _near(one: str, other: str) -> bool:
    """The same word, its initial, a word inside a double name, or most trigrams in common."""
    if one == other:
        return bool(one)
    short, long = sorted((one.strip("."), other.strip(".")), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if short in long.replace("-", " ").split():
        return True
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs) >= NEAR


def trigrams(word: str) -> frozenset[str]:
    """As pg_trgm counts them: two spaces before a word, one behind."""
    padded = f"  {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
