"""Codes to the page "Who helps me": which there are, which are locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from cus.people.models import PageCode, Person, Representation, Scope
from cus.people.permissions.acting import may_act_for
from cus.people.permissions.codes import is_locked, why_closed


@dataclass(frozen=True)
class CodeSaid:
    """A code as staff see it: whose, since when, whether it opens the page today; never its letters."""

    code: PageCode
    is_locked: bool
    why_closed: str

    @property
    def opens(self) -> bool:
        return not self.why_closed and not self.is_locked


def code_open(*, centre_id: int, code_id: int) -> PageCode | None:
    """The code with which a page was opened before; whether it still works is asked with every click."""
    return PageCode.objects.of_centre(centre_id).filter(pk=code_id).first()


def codes_of(person: Person, *, at: datetime) -> list[CodeSaid]:
    """The codes of a person and of who acts for them, the newest first."""
    rows = person.page_codes.select_related("person", "representation__person", "given_by", "switched_off_by")
    return [_said(code, at=at) for code in rows.order_by("-given_on", "-id")]


def without_code(person: Person, codes: Sequence[CodeSaid], *, on: date) -> list[Representation | None]:
    """Who could be given a code and has none that works: the person (None), those who may use their account."""
    holders = {said.code.representation_id for said in codes if said.code.switched_off_on is None}
    may: list[Representation | None] = [None]
    rights = person.representations.in_force(on=on).select_related("person").order_by("id")
    may += [right for right in rights if may_act_for(right, Scope.ACCOUNT, on)]
    return [one for one in may if (one.pk if one else None) not in holders]


def _said(code: PageCode, *, at: datetime) -> CodeSaid:
    works = code.switched_off_on is None
    locked = works and is_locked(centre_id=code.centre_id, card=code.card, unlocked_at=code.unlocked_at, at=at)
    return CodeSaid(code, locked, why_closed(code, reader=None, on=localdate(at)))
