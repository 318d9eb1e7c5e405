"""Somebody types a code and a date of birth. Wrong letters and a wrong date are one answer, and take one time."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare

from cus.accounts.models import User
from cus.kit import codes
from cus.people.models import PageCode
from cus.people.models.page_code import CARD_LENGTH
from cus.people.permissions.codes import is_locked, why_closed
from cus.records.denied import record_denied
from cus.records.models import DeniedWhy


@dataclass(frozen=True)
class Tried:
    """What was typed, and on which page by whom: `by` is a colleague who is signed in, else nobody known.

    `caller` knows the place they called from again (`kit.caller.caller_of`).
    """

    code: str
    born_on: date
    path: str
    by: User | None = None
    caller: str = ""

    @property
    def card(self) -> str:
        """The letters that name the card: what is counted and locked, and all that is kept of a try."""
        return codes.bare(self.code)[:CARD_LENGTH]

    @property
    def secret(self) -> str:
        return codes.bare(self.code)[CARD_LENGTH:]


@dataclass(frozen=True)
class Answer:
    """The code that opens the page, or why it stays closed (`DeniedWhy`)."""

    code: PageCode | None = None
    why: str = ""


@transaction.atomic
def try_code(*, centre_id: int, tried: Tried, at: datetime, on: date) -> Answer:
    """Whose page the code and the date open; each try that opens nothing is kept as denied.

    The row is locked: tries at one card wait for each other, so a hundred at once guess no more than one by one.
    """
    code = PageCode.objects.of_centre(centre_id).filter(card=tried.card).select_for_update(of=("self",)).first()
    why = _why_denied(code, centre_id=centre_id, tried=tried, at=at, on=on)
    if why:
        deny(centre_id=centre_id, why=why, tried=tried, code=code)
        return Answer(why=why)
    return Answer(code)


def deny(*, centre_id: int, why: str, tried: Tried, code: PageCode | None = None) -> None:
    """Keep the try. Only the letters that name the card are kept, never what was typed after them."""
    subject = (PageCode._meta.label_lower, code.pk) if code else None
    record_denied(
        centre_id=centre_id, why=why, by=tried.by, subject=subject, asked=tried.card, caller=tried.caller,
        path=tried.path, method="POST",
    )  # fmt: skip


def _why_denied(code: PageCode | None, *, centre_id: int, tried: Tried, at: datetime, on: date) -> str:
    unlocked_at = code.unlocked_at if code else None
    if is_locked(centre_id=centre_id, card=tried.card, unlocked_at=unlocked_at, at=at, caller=tried.caller):
        return DeniedWhy.LOCKED_CODE
    if code is None or not _fits(code, tried):
        if code is None:
            _fits_nothing(tried)
        return DeniedWhy.WRONG_CODE
    return why_closed(code, reader=tried.by, on=on)


def _fits(code: PageCode, tried: Tried) -> bool:
    """Both are compared always: neither the answer nor its time tells which of them was wrong."""
    right_letters = check_password(tried.secret, code.secret_hash)
    right_day = constant_time_compare(str(code.person.born_on), str(tried.born_on))
    return right_letters & right_day


def _fits_nothing(tried: Tried) -> None:
    """A card that does not exist takes as long as one that does."""
    check_password(tried.secret, _hash_of_nothing())


@cache
def _hash_of_nothing() -> str:
    return make_password("")
