"""Tries to see what is not theirs: kept for the director, whoever tried."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.timezone import now

from cus.records.models import DeniedTry


def record_denied(
    *,
    centre_id: int,
    why: str,
    path: str,
    method: str = "GET",
    by: AbstractBaseUser | None = None,
    subject: tuple[str, int] | None = None,
    asked: str = "",
    caller: str = "",
) -> DeniedTry:
    """Keep that somebody (`by` None: the public) was shown nothing, and why (`DeniedWhy`).

    `subject` is a kind and a number, as ("people.person", 7); `asked` is what was typed where the thing is not known.
    Call it outside the transaction of what was refused, or it goes with it.
    """
    kind, pk = subject or ("", None)
    return DeniedTry.objects.create(
        centre_id=centre_id,
        why=why,
        who=by,
        subject_kind=kind,
        subject_id=pk,
        asked=asked[:100],
        caller=caller,
        path=path[:200],
        method=method[:10],
        tried_at=now(),
    )
