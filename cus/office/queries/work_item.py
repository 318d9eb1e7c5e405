"""One thing on the list of today, with its clock."""

from dataclasses import dataclass
from datetime import date

from cus.law.deadlines import PREPARATION


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: by when, for whom, why, and the page on which it is done."""

    title: str
    text: str
    url: str
    button: str
    due_on: date | None = None
    days_left: int | None = None
    share: int = 0
    label: str = ""

    @property
    def urgency(self) -> tuple[int, str]:
        return (self.days_left if self.days_left is not None else 1000, self.title)


def due_item(title: str, text: str, url: str, button: str, *, due_on: date, on: date) -> WorkItem:
    left = (due_on - on).days
    return WorkItem(title, text, url, button, due_on=due_on, days_left=left, share=used_share(left))


def used_share(days_left: int, *, of: int | None = None) -> int:
    """How much of the time is gone, in per cent, for a clock of so many days."""
    days = of or PREPARATION.on(date.max).days
    return max(0, min(100, round(100 * (days - days_left) / days)))
