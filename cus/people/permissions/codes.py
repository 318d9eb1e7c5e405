"""Who hands out codes for the page "Who helps me", and whose codes open it."""

from datetime import date, datetime, timedelta

from django.db.models import Count

from cus.accounts.models import User
from cus.people.models import PageCode, Person, Scope, is_kept_from
from cus.people.permissions.acting import may_act_for
from cus.people.permissions.register import may_change_person
from cus.records.models import DeniedTry, DeniedWhy

WRONG_TRIES = 5
WRONG_TRIES_OF_ALL = 20
COUNTED_FOR = timedelta(hours=1)


def may_give_code(user: User, person: Person) -> bool:
    """Whoever may change the person's data: a card is asked for at the front desk and at home."""
    return may_change_person(user, person)


def why_closed(code: PageCode, *, reader: User | None, on: date) -> str:
    """Why a code whose letters are right opens nothing (`DeniedWhy`); empty when it does.

    It was switched off, the person died or their entry was joined to another, the helper may no longer use the page
    for them, or the colleague who is signed in is the person's own kin and reads nothing of theirs with a card either.
    """
    person = code.person
    if code.switched_off_on is not None or person.deceased_on is not None or person.merged_into_id is not None:
        return DeniedWhy.CLOSED_CODE
    if code.representation and not may_act_for(code.representation, Scope.ACCOUNT, on):
        return DeniedWhy.EXPIRED_GUARDIAN
    if reader is not None and is_kept_from(reader, code.person_id):
        return DeniedWhy.KIN
    return ""


def is_locked(
    *, centre_id: int, card: str, at: datetime, unlocked_at: datetime | None = None, caller: str | None = None
) -> bool:
    """Whether the card is closed, never the person: to one caller after five wrong tries of theirs within an hour.

    To everybody only after twenty, for which it takes several callers: who merely knows the letters of the card keeps
    nobody else from it. Without a caller: whether it is closed to anybody, as staff see it. Asked alike for cards that
    do not exist. The kept tries are the count: nothing else can be lost or cleared.
    """
    since = max(at - COUNTED_FOR, unlocked_at or at - COUNTED_FOR)
    tries = DeniedTry.objects.filter(centre_id=centre_id, tried_at__gt=since, asked=card, why=DeniedWhy.WRONG_CODE)
    counted = dict(tries.order_by().values_list("caller").annotate(Count("pk")))
    own = max(counted.values(), default=0) if caller is None else counted.get(caller, 0)
    return own >= WRONG_TRIES or sum(counted.values()) >= WRONG_TRIES_OF_ALL
