"""The history of a line: every change of who comes before whom."""

from datetime import date

from cus.accounts.models import User
from cus.cases.models import LineChange, LineChangeKind, RequestedService


def note_change(
    request: RequestedService, kind: LineChangeKind, *, before: int | None, after: int | None, reason: str,
    by: User | None, on: date,
) -> LineChange:  # fmt: skip
    """Keep a change of order with its author (None: the day itself), its reason, and the place before and after."""
    return LineChange.objects.create(
        centre=request.centre,
        request=request,
        service=request.service,
        kind=kind,
        place_before=before,
        place_after=after,
        reason=reason.strip()[:500],
        changed_on=on,
        changed_by=by,
    )
