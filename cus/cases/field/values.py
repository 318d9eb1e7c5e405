"""A recognition and a plan as values by name, as a device carries them. Texts only: empty where nothing is written."""

from datetime import date
from decimal import Decimal
from typing import Any

from cus.cases.field.merging import IS_THERE, THERE, Values
from cus.cases.models import NeedsRecognition, PlanVersion

FINDINGS = (
    "place_detail", "present", "hard", "wants", "worries", "can_do", "strengths", "network", "needs",
)  # fmt: skip
OF_RECOGNITION = ("held_on", "place", *FINDINGS)
FINISH = "recognition.finish"
OF_NEED = ("need", "goal")
OF_SERVICE = ("service_id", "amount", "rhythm", "when", "note")
OF_SUPPORT = ("what", "kind", "who", "phone", "when", "note")


def text(value: Any) -> str:
    """A value as a device carries it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value).replace("\r\n", "\n")


def plain(amount: Decimal) -> str:
    """With a comma, without zeros at the end, the same in every language: 2 and 1,5."""
    return format(amount.normalize(), "f").replace(".", ",")


def recognition_values(talk: NeedsRecognition | None) -> Values:
    """All empty for a conversation that is not written down yet."""
    written = {f"recognition.{name}": text(getattr(talk, name, "")) for name in OF_RECOGNITION}
    return written | {FINISH: THERE if talk and talk.finished_on else ""}


def plan_values(version: PlanVersion | None) -> Values:
    """The words of the frame, the needs, the rows of both threads. Nothing where there is no plan."""
    if version is None:
        return {}
    values = {"frame.summary": text(version.summary)}
    for need in version.needs.order_by("position", "id"):
        values |= _thing("need", need, OF_NEED)
    for service in version.service_rows.select_related("need").order_by("position", "id"):
        values |= _thing("service", service, OF_SERVICE) | {f"service.{service.key}.need": str(service.need.key)}
    for support in version.support_rows.select_related("need").order_by("position", "id"):
        values |= _thing("support", support, OF_SUPPORT) | {f"support.{support.key}.need": str(support.need.key)}
    return values


def _thing(kind: str, thing: Any, fields: tuple[str, ...]) -> Values:
    written = {f"{kind}.{thing.key}.{name}": text(getattr(thing, name)) for name in fields}
    return written | {f"{kind}.{thing.key}.{IS_THERE}": THERE}
