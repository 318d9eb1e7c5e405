"""What was sent in this session: its number and code can be shown and printed again until the browser is closed."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from cus.cases.models import Application, Signal

PLACE = "sent"


@dataclass(frozen=True)
class Sent:
    """The last thing sent: an application, or a signal about somebody."""

    application: Application | None
    signal: Signal | None


def remember_sent(session: SessionBase, filed: Application | Signal, *, key: UUID) -> None:
    kind = "application" if isinstance(filed, Application) else "signal"
    session[PLACE] = {"key": str(key), "kind": kind, "id": filed.pk}


def was_sent(session: SessionBase, key: UUID | None) -> bool:
    return key is not None and session.get(PLACE, {}).get("key") == str(key)


def last_sent(session: SessionBase, *, centre_id: int) -> Sent | None:
    kept = session.get(PLACE)
    if not kept:
        return None
    if kept["kind"] == "signal":
        signal = Signal.objects.filter(centre_id=centre_id, pk=kept["id"]).first()
        return Sent(None, signal) if signal else None
    applications = Application.objects.filter(centre_id=centre_id, pk=kept["id"])
    application = applications.select_related("person", "representation").first()
    return Sent(application, None) if application else None
