"""A page of a list of the API, with the counts its readers steer by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cus.catalogue.hsds.endpoints import Endpoint, Family
from cus.catalogue.hsds.nesting import Shape, nested
from cus.catalogue.hsds.parameters import MOST_FULL_PER_PAGE, MOST_MINIMAL_PER_PAGE, MOST_PER_PAGE, PER_PAGE
from cus.catalogue.models import Record
from cus.catalogue.queries.feed import OpenData, feed, found

STREAMED_AT_ONCE = 200
MINIMAL = ("id", "name", "status", "last_modified")


@dataclass(frozen=True)
class PageOfItems:
    contents: list[dict[str, Any]]
    total: int
    number: int
    per_page: int
    is_first: bool
    is_last: bool
    modified_at: datetime | None
    last: int | None  # the row to go on after; None when nothing follows, or in an order one cannot go on in

    def body(self) -> dict[str, Any]:
        return {
            "total_items": self.total,
            "total_pages": -(-self.total // self.per_page),
            "page_number": self.number,
            "size": len(self.contents),
            "first_page": self.is_first,
            "last_page": self.is_last,
            "empty": not self.contents,
            "contents": self.contents,
        }


def page_of_items(data: OpenData, family: Family, endpoint: Endpoint, asked: Mapping[str, Any]) -> PageOfItems:
    rows, per_page = _rows(data, endpoint, asked), _per_page(asked)
    total = rows.count()
    start = _start(rows, asked, per_page)
    taken = list(rows[start : start + per_page]) if start < total else []
    contents, modified_at = _objects(data, family, endpoint, asked, taken)
    is_last = start + len(taken) >= total
    return PageOfItems(
        contents=contents,
        total=total,
        number=start // per_page + 1,
        per_page=per_page,
        is_first=start < per_page,
        is_last=is_last,
        modified_at=modified_at,
        last=None if is_last or _words(asked) else taken[-1].pk,
    )


def all_items(
    data: OpenData, family: Family, endpoint: Endpoint, asked: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Every item, however many there are: some at a time, each lot after the last one given."""
    rows, last = _rows(data, endpoint, asked), 0
    if _words(asked):
        yield from _objects(data, family, endpoint, asked, list(rows))[0]
        return
    while taken := list(rows.filter(pk__gt=last)[:STREAMED_AT_ONCE]):
        yield from _objects(data, family, endpoint, asked, taken)[0]
        last = taken[-1].pk


def one_item(
    data: OpenData, family: Family, endpoint: Endpoint, record_id: str, asked: Mapping[str, Any]
) -> tuple[dict[str, Any], datetime | None] | None:
    row = data.rows(endpoint.table).filter(record_id=record_id).first()
    if row is None:
        return None
    [item], modified_at = nested([row], among=data.records, shape=endpoint.shape_of_one(family.profile, asked))
    return item, modified_at


def _rows(data: OpenData, endpoint: Endpoint, asked: Mapping[str, Any]) -> QuerySet[Record]:
    rows = feed(data, endpoint.table, asked)
    return found(data, endpoint.table, rows, _words(asked)) if _words(asked) else rows


def _words(asked: Mapping[str, Any]) -> str:
    return (asked.get("search") or asked.get("text_search") or "").strip()


def _per_page(asked: Mapping[str, Any]) -> int:
    most = MOST_FULL_PER_PAGE if asked.get("full") or asked.get("full_service") else MOST_PER_PAGE
    if asked.get("minimal"):
        return max(1, min(MOST_MINIMAL_PER_PAGE, asked.get("per_page", MOST_MINIMAL_PER_PAGE)))
    return max(1, min(most, asked.get("per_page", PER_PAGE)))


def _start(rows: QuerySet[Record], asked: Mapping[str, Any], per_page: int) -> int:
    """How many items stand before the page: those of the pages before it, or all up to the row to go on after."""
    if "after" in asked and not _words(asked):
        return rows.filter(pk__lte=asked["after"]).count()
    return (max(1, asked.get("page", 1)) - 1) * per_page


def _objects(
    data: OpenData, family: Family, endpoint: Endpoint, asked: Mapping[str, Any], taken: list[Record]
) -> tuple[list[dict[str, Any]], datetime | None]:
    shape: Shape = endpoint.shape_of_list(family.profile, asked)
    objects, modified_at = nested(taken, among=data.records, shape=shape)
    if asked.get("minimal"):
        objects = [{name: item[name] for name in MINIMAL} for item in objects]
    return objects, modified_at
