"""What a plan says to one of its people: nothing that is another's of the household, nothing confidential."""

from collections.abc import Iterator
from dataclasses import dataclass

from cus.cases.models import PlanNeed, PlanVersion, ServiceRow, SupportRow
from cus.cases.planning.content import NEIGHBOUR, SERVICE, NeedSaid, RowSaid, content_of
from cus.people.models import Person


@dataclass(frozen=True)
class Confidential:
    """Services and providers whose place nobody outside may know: the page is silent of them, whoever reads it.

    It may be read over somebody's shoulder, or with a card somebody took.
    """

    services: frozenset[str]
    providers: frozenset[str]

    def hides(self, row: RowSaid) -> bool:
        return row.title in self.services or row.who in self.providers


@dataclass(frozen=True)
class ForOne:
    """The rows and goals of one person, in the order of the plan."""

    rows: tuple[RowSaid, ...]
    goals: tuple[str, ...]


def said_to(person: Person, version: PlanVersion, *, hidden: Confidential) -> ForOne:
    """Of a version read by `queries.plans.with_content`."""
    content, others = content_of(version), set(_of_others(version, person))
    rows = [row for row in content.rows if (row.thread, row.id) not in others and not hidden.hides(row)]
    goals = [
        need.goal or need.need
        for need in content.needs
        if ("need", need.id) not in others and not _is_confidential(need, hidden)
    ]
    return ForOne(tuple(rows), tuple(goals))


def _is_confidential(need: NeedSaid, hidden: Confidential) -> bool:
    """A need served by nothing but what is confidential would tell of it."""
    return bool(need.rows) and all(hidden.hides(row) for row in need.rows)


def _of_others(version: PlanVersion, person: Person) -> Iterator[tuple[str, int]]:
    """Needs and rows noted for somebody else of the household; what is of everybody is the person's too."""
    for need in version.needs.all():
        things: list[tuple[str, PlanNeed | ServiceRow | SupportRow]] = [("need", need)]
        things += [(SERVICE, row) for row in need.service_rows.all()]
        things += [(NEIGHBOUR, row) for row in need.support_rows.all()]
        for kind, thing in things:
            whose = thing.member or need.member
            if whose is not None and whose.person_id != person.pk:
                yield kind, thing.pk
