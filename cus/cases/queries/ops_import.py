"""What the pages of imports from an OPS show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.cases.models import OpsHelpWords, OpsImport, OpsRow, OpsRowState, OpsUndone
from cus.kit.polish import fold
from cus.offer.models import Service
from cus.people.models import Person

WAITING, KEPT = "WAITING", "KEPT"
LEFT_OUT = Q(state=OpsRowState.REJECTED) | Q(state=OpsRowState.DOUBTFUL, done_at__isnull=True)


@dataclass(frozen=True)
class Tally:
    """How many rows have a state."""

    state: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class KindOfHelp:
    """A kind of help as the file calls it, how often, and what it is with us, as far as somebody has said."""

    words: str
    count: int
    is_said: bool
    service_id: int | None
    guess: int | None


def imports_of(user: User) -> QuerySet[OpsImport]:
    return OpsImport.objects.visible_to(user).select_related("started_by").order_by("-id")


def rows_of(run: OpsImport, *, user: User, state: str = "") -> QuerySet[OpsRow]:
    """The rows of an import in the order of the file; nobody sees those of their own kin."""
    rows = OpsRow.objects.visible_to(user).filter(run=run).order_by("line")
    if state == KEPT:
        return rows.filter(undone=OpsUndone.KEPT)
    return rows.filter(state=state) if state in OpsRowState.values else rows


def tallies_of(run: OpsImport, *, user: User, state: str) -> list[Tally]:
    rows = OpsRow.objects.visible_to(user).filter(run=run)
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    tallies = [Tally("", _("All"), sum(counted.values()), not state)]
    tallies += [Tally(value, label, counted.get(value, 0), state == value) for value, label in OpsRowState.choices]
    kept = rows.filter(undone=OpsUndone.KEPT).count()
    return [*tallies, Tally(KEPT, _("kept when undone"), kept, state == KEPT)] if kept else tallies


def what_is_new(run: OpsImport) -> dict[str, int]:
    """What an import brings, or brought, in numbers."""
    rows = OpsRow.objects.filter(run=run)
    return rows.aggregate(
        cases=Count("pk", filter=Q(brings_case=True)),
        unanswered=Count("pk", filter=Q(state=OpsRowState.DOUBTFUL, answer="", done_at__isnull=True)),
        waiting=Count(
            "pk",
            filter=Q(done_at__isnull=True)
            & ~Q(state=OpsRowState.REJECTED)
            & ~Q(state=OpsRowState.DOUBTFUL, answer=""),
        ),
        left_out=Count("pk", filter=LEFT_OUT),
    )


def left_out_rows(run: OpsImport, *, user: User) -> Iterator[OpsRow]:
    """Rejected and unanswered rows as they were, to be mended and handed in again."""
    return rows_of(run, user=user).filter(LEFT_OUT).iterator(1000)


def kinds_of_help(run: OpsImport, *, services: list[Service]) -> list[KindOfHelp]:
    """The kinds of help in the rows not taken over yet, the most frequent first."""
    rows = OpsRow.objects.filter(run=run, done_at__isnull=True, given__has_key="kind").order_by()
    counted = rows.exclude(state=OpsRowState.REJECTED).values_list("given__kind").annotate(n=Count("pk"))
    together: dict[str, tuple[str, int]] = {}
    for words, count in counted.order_by("-n", "given__kind"):
        first, before = together.get(fold(words), (words, 0))
        together[fold(words)] = (first, before + count)
    kept = {one.folded: one.service_id for one in OpsHelpWords.objects.filter(centre_id=run.centre_id)}
    by_name = {fold(service.name): service.pk for service in services}
    return [
        KindOfHelp(words, count, key[:200] in kept, kept.get(key[:200]), by_name.get(key))
        for key, (words, count) in together.items()
    ]


def services_to_map(user: User) -> list[Service]:
    return list(Service.objects.visible_to(user).order_by("sort_key", "id"))


def people_it_could_be(row: OpsRow, *, user: User) -> list[Person]:
    return list(Person.objects.visible_to(user).filter(pk__in=row.candidates).order_by("sort_key", "id"))
