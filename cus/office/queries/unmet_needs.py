"""What people lacked, by area, service, place and month; never who. A place is named from five needs on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.community.models import UnmetNeed, UnmetNeedSource
from cus.kit.charts import Chart, bar_chart
from cus.law.services import area as area_of

FEWEST_AT_A_PLACE = 5
MONTHS_BACK = (12, 36)


@dataclass(frozen=True)
class Asked:
    """Which needs are looked at: of how many months, of which area, from which source."""

    months: int = MONTHS_BACK[0]
    area: int | None = None
    source: str = ""


@dataclass(frozen=True)
class AtPlace:
    """The needs of one place; without a name those of all places with fewer than five, together."""

    town: str
    times: int

    @property
    def shown(self) -> str:
        return str(self.times) if self.times >= FEWEST_AT_A_PLACE else _("fewer than 5")


@dataclass(frozen=True)
class NeedsPage:
    """The same needs looked at from four sides."""

    times: int
    over_time: Chart
    by_area: Chart
    by_source: Chart
    by_place: list[AtPlace]
    by_words: "QuerySet[UnmetNeed, Any]"


def needs_asked(asked: Asked, *, user: User, on: date) -> "QuerySet[UnmetNeed]":
    rows = UnmetNeed.objects.visible_to(user).filter(noted_on__gte=_months_before(on, asked.months - 1))
    if asked.area is not None:
        rows = rows.filter(area=asked.area)
    return rows.filter(source=asked.source) if asked.source else rows


def needs_page(asked: Asked, *, user: User, on: date) -> NeedsPage:
    """Five queries, however many needs there are."""
    rows = needs_asked(asked, user=user, on=on)
    by_month = _counted(rows.annotate(month=TruncMonth("noted_on")), "month")
    months = [_months_before(on, back) for back in range(asked.months - 1, -1, -1)]
    by_area, by_source = _counted(rows, "area"), _counted(rows, "source")
    sources = dict(UnmetNeedSource.choices)
    unit = _("How many times")
    return NeedsPage(
        times=sum(by_source.values()),
        over_time=bar_chart(
            _("Over time"),
            [(date_format(month, "F Y"), by_month.get(month, 0)) for month in months],
            what=_("Month"),
            unit=unit,
        ),
        by_area=bar_chart(
            _("By area of the act"),
            [(name_of_area(number, on=on), times) for number, times in _most_first(by_area)],
            what=_("Area of the act"),
            unit=unit,
        ),
        by_source=bar_chart(
            _("How we know"),
            [(str(sources[source]), times) for source, times in _most_first(by_source)],
            what=_("How we know"),
            unit=unit,
        ),
        by_place=by_place(rows),
        by_words=by_words(rows),
    )


def by_words(rows: "QuerySet[UnmetNeed]") -> "QuerySet[UnmetNeed, Any]":
    """The most wanted first."""
    counted = rows.values("words", "area", "source").annotate(
        times=Count("id"), towns=Count("town", distinct=True, filter=~Q(town=""))
    )
    return counted.order_by("-times", "words", "source", "area")


def by_place(rows: "QuerySet[UnmetNeed]") -> list[AtPlace]:
    """Places with five needs and more by name; the others together and without names, so that nobody is known."""
    counted = _counted(rows.exclude(town=""), "town")
    named = [AtPlace(town, times) for town, times in _most_first(counted) if times >= FEWEST_AT_A_PLACE]
    others = sum(times for times in counted.values() if times < FEWEST_AT_A_PLACE)
    return [*named, AtPlace("", others)] if others else named


def rows_of_csv(asked: Asked, *, user: User, on: date) -> Iterator[list[str]]:
    """Month, area, source, words, how many times: without places, where few could be known by them."""
    yield [_("Month"), _("Area of the act"), _("How we know"), _("What was lacking"), _("How many times")]
    sources = dict(UnmetNeedSource.choices)
    rows = needs_asked(asked, user=user, on=on).annotate(month=TruncMonth("noted_on"))
    counted = rows.values("month", "area", "source", "words").annotate(times=Count("id"))
    for row in counted.order_by("month", "area", "source", "words"):
        yield [
            row["month"].strftime("%Y-%m"), name_of_area(row["area"], on=on), str(sources[row["source"]]),
            row["words"], str(row["times"]),
        ]  # fmt: skip


def rows_of_places_csv(asked: Asked, *, user: User, on: date) -> Iterator[list[str]]:
    yield [_("Town or village"), _("How many times")]
    for place in by_place(needs_asked(asked, user=user, on=on)):
        yield [place.town or _("other places together"), place.shown]


def name_of_area(number: int | None, *, on: date) -> str:
    return f"{number}. {area_of(number=number, on=on).name_pl}" if number else _("area not known")


def _counted(rows: "QuerySet[UnmetNeed]", by: str) -> dict[Any, int]:
    counted = rows.order_by().values(by).annotate(times=Count("id")).values_list(by, "times")
    return dict(counted)


def _most_first(counted: dict[Any, int]) -> list[tuple[Any, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], str(one[0])))


def _months_before(on: date, months: int) -> date:
    """The first day of the month so many months ago."""
    whole = on.year * 12 + on.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)
