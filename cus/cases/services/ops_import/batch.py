"""Some rows on their way into the register: the person of each, what it adds, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cus.accounts.models import CASE_STAFF, Centre, User
from cus.cases.models import OpsHelpWords, OpsImport, OpsRow
from cus.cases.services.ops_import.matching import Known, Match
from cus.kit.polish import fold
from cus.offer.models import Service
from cus.people.models import Person


@dataclass
class Setting:
    """What is the same for every row of one import."""

    run: OpsImport
    by: User
    on: date
    at: datetime
    services: Mapping[str, Service | None]
    workers: Mapping[str, User]

    @property
    def centre(self) -> Centre:
        return self.run.centre

    @classmethod
    def of(cls, run: OpsImport, *, by: User, on: date, at: datetime) -> "Setting":
        words = OpsHelpWords.objects.filter(centre=run.centre).select_related("service")
        staff = User.objects.filter(centre=run.centre, is_active=True).holding(*CASE_STAFF)
        workers = {fold(f"{one.first_name} {one.last_name}"): one for one in staff}
        turned = {fold(f"{one.last_name} {one.first_name}"): one for one in staff}
        return cls(run, by, on, at, {one.folded: one.service for one in words}, workers | turned)

    def service_of(self, given: Mapping[str, Any]) -> Service | None:
        return self.services.get(fold(given.get("kind", "")))

    def worker_of(self, given: Mapping[str, Any]) -> User | None:
        return self.workers.get(fold(given.get("worker", "")))


@dataclass
class Taken:
    """A row that is taken over now."""

    row: OpsRow
    person: Person
    match: Match
    is_new: bool
    made: dict[str, int] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Any]:
        return self.row.given

    def note(self, text: str) -> None:
        if text not in self.row.reasons:
            self.row.reasons.append(text)


def with_people(rows: list[OpsRow]) -> list[OpsRow]:
    """The rows with their people, one entry however many rows tell of it: what one row writes the others see.

    Asked for apart: joined, the database reads the whole register for every step until it has counted the new rows.
    """
    people = Person.objects.in_bulk({row.person_id for row in rows if row.person_id is not None})
    for row in rows:
        row.person = people.get(row.person_id) if row.person_id is not None else None
    return rows


@dataclass
class Batch:
    """The rows of one step, with what is known of all of them."""

    setting: Setting
    known: Known
    taken: list[Taken] = field(default_factory=list)
