"""What is asked of the clock: whose eyes look, how far ahead, at which case or at whose work."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from cus.accounts.models import Centre, User
from cus.cases.models import Stop
from cus.team.queries import approves_plans, signs_decisions


@dataclass(frozen=True)
class Asked:
    """`user` None is the calendar itself, at night; `until` keeps to what is due by then or stands still."""

    centre: Centre
    user: User | None
    on: date
    until: date | None = None
    application_id: int | None = None
    of: User | None = None
    of_signatory: bool = False

    @classmethod
    def by(cls, user: User, *, on: date, **given: Any) -> "Asked":
        """Asked by a user about whatever they may see."""
        assert user.centre is not None  # who sees a case works for a centre
        return cls(centre=user.centre, user=user, on=on, **given)

    @classmethod
    def own(cls, user: User, *, on: date) -> "Asked":
        """Everything that waits for the user: their cases, and what they sign or approve."""
        signs = signs_decisions(user, on=on) or approves_plans(user, on=on)
        return cls.by(user, on=on, of=user, of_signatory=signs)


def seen(model: type[Model], asked: Asked) -> Any:
    """The rows of the model that whoever asks may see: a queryset with the words of the model."""
    if asked.user is None:
        return model._default_manager.filter(centre=asked.centre)
    return model._default_manager.visible_to(asked.user)  # type: ignore[attr-defined]


def narrowed(
    rows: QuerySet[Any],
    asked: Asked,
    *,
    due: Q,
    case: str = "application",
    whose: str = "application__coordinator",
    to_sign: Q | None = None,
) -> QuerySet[Any]:
    """Rows of the case, of the member of staff, and due by the day asked for or standing still; `due` is never late.

    A standstill only gives more time, so a row that is not due without it is not due with it. An empty `due` leaves
    all rows in: “or” with it would leave only those that stand still.
    """
    if asked.application_id:
        rows = rows.filter(**{case: asked.application_id})
    if asked.of:
        own = Q(**{whose: asked.of})
        rows = rows.filter(own | to_sign if asked.of_signatory and to_sign else own)
    if asked.until and due:
        standing = Stop.objects.standing().filter(centre=asked.centre).values("application")
        rows = rows.filter(due | Q(**{f"{case}__in": standing}))
    return rows
