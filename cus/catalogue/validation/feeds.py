"""Whether a feed keeps the rules: its endpoints, the counting of its pages, each object on them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from cus.catalogue.hsds.profiles import HSDS_3_0, ORUK_3_0, Profile
from cus.catalogue.imports.feeds import address, base_of
from cus.catalogue.imports.fetching import Fetcher
from cus.catalogue.imports.json_files import parsed
from cus.catalogue.imports.rows import Unreadable
from cus.catalogue.validation.findings import Finding, error, note, warning
from cus.catalogue.validation.objects import object_findings

MOST_PAGES = 20
ASKED_ONE_BY_ONE = 3
NOBODY = "00000000-0000-4000-8000-000000000000"
COUNTS = ("total_items", "total_pages", "page_number", "size")
SIGNS = ("first_page", "last_page", "empty")


@dataclass(frozen=True)
class Rule:
    """An endpoint with the table its objects are rows of."""

    path: str
    table: str
    required: bool


RULES = {
    HSDS_3_0.name: (
        Rule("services", "services", required=True),
        Rule("organizations", "organizations", required=False),
        Rule("service_at_locations", "service_at_location", required=False),
        Rule("taxonomies", "taxonomies", required=False),
        Rule("taxonomy_terms", "taxonomy_terms", required=False),
    ),
    ORUK_3_0.name: (
        Rule("services", "services", required=True),
        Rule("service_at_locations", "service_at_location", required=False),
        Rule("taxonomies", "taxonomies", required=False),
        Rule("taxonomy_terms", "taxonomy_terms", required=False),
    ),
}


@dataclass
class Walk:
    """What was met on the pages of one list."""

    ids: list[str] = field(default_factory=list)
    pages: int = 0
    total_items: int | None = None
    is_whole: bool = False


def feed_findings(url: str, *, profile: Profile, fetcher: Fetcher, most_pages: int = MOST_PAGES) -> Iterator[Finding]:
    base = base_of(url)
    yield from _about(base, profile, fetcher)
    for rule in RULES[profile.name]:
        yield from _endpoint(base, rule, profile, fetcher, most_pages)


def _about(base: str, profile: Profile, fetcher: Fetcher) -> Iterator[Finding]:
    """The root says which version and profile of the standard the feed keeps."""
    where = f"{base}/"
    try:
        answer = fetcher.get(where)
        told = parsed(answer.content) if answer.status == 200 else None
    except Unreadable as wrong:
        yield error(where, str(wrong))
        return
    if told is None:
        yield error(
            where, _("the required endpoint is missing: it answers with %(status)d") % {"status": answer.status}
        )
        return
    for name in ("version", "profile", "openapi_url"):
        if not isinstance(told, dict) or not isinstance(told.get(name), str):
            yield error(f"{where} {name}", _("it is required and missing"))
    if isinstance(told, dict) and isinstance(told.get("version"), str) and not told["version"].endswith("3.0"):
        yield note(f"{where} version", _("it says version %(version)s") % {"version": told["version"]})


def _endpoint(base: str, rule: Rule, profile: Profile, fetcher: Fetcher, most_pages: int) -> Iterator[Finding]:
    where, walk = f"{base}/{rule.path}", Walk()
    try:
        first = fetcher.get(address(base, rule.path, page=1))
    except Unreadable as wrong:
        yield error(where, str(wrong))
        return
    if first.status == 404 and not rule.required:
        yield note(where, _("the optional endpoint is not there"))
        return
    if first.status != 200:
        text = _("the required endpoint is missing: it answers with %(status)d")
        missing = error if rule.required else warning
        yield missing(where, text % {"status": first.status})
        return
    for number in range(1, most_pages + 1):
        yield from _page(base, rule, profile, fetcher, number, walk)
        if walk.is_whole:
            break
    yield from _sum(where, walk, most_pages)
    yield from _one_by_one(base, rule, profile, fetcher, walk)


def _page(base: str, rule: Rule, profile: Profile, fetcher: Fetcher, number: int, walk: Walk) -> Iterator[Finding]:
    where = address(base, rule.path, page=number)
    try:
        answer = fetcher.get(where)
        given = parsed(answer.content) if answer.status == 200 else None
    except Unreadable as wrong:
        walk.is_whole = True
        yield error(where, str(wrong))
        return
    contents = given.get("contents") if isinstance(given, dict) else None
    if given is None or not isinstance(contents, list):
        walk.is_whole = True
        yield error(where, _("it has no list “contents”, or answers with an error"))
        return
    yield from _frame(given, contents, number, where, walk)
    for place, thing in enumerate(contents):
        at = f"{where} contents[{place}]"
        yield from object_findings(thing, table=rule.table, where=at, profile=profile)
    ids = [str(thing["id"]) for thing in contents if isinstance(thing, dict) and thing.get("id")]
    repeated = sorted(set(ids) & set(walk.ids)) + sorted({one for one in ids if ids.count(one) > 1})
    for one in repeated:
        yield error(where, _("%(id)s came on an earlier page or twice on this one") % {"id": one})
    walk.ids += ids
    walk.pages += 1
    walk.is_whole = not contents or given.get("last_page") is True or number >= (_whole(given.get("total_pages")) or 0)


def _frame(given: dict[str, Any], contents: list[Any], number: int, where: str, walk: Walk) -> Iterator[Finding]:
    """The arithmetic of a page: what it says of itself is so."""
    yield from _types_of_frame(given, where)
    total, pages = _whole(given.get("total_items")), _whole(given.get("total_pages"))
    if walk.pages and total != walk.total_items:
        yield warning(f"{where} total_items", _("it is another than on the page before"))
    walk.total_items = total
    is_last = pages is not None and number >= pages
    wanted = {"page_number": number, "size": len(contents), "first_page": number == 1, "empty": not contents}
    wanted |= {"last_page": is_last} if pages is not None else {}
    if total is not None and contents and number == 1:
        wanted["total_pages"] = math.ceil(total / len(contents))
    for name, value in wanted.items():
        if given.get(name) is not None and given[name] != value:
            told = {"told": given[name], "is": value}
            yield error(f"{where} {name}", _("it says %(told)s where it is %(is)s") % told)


def _types_of_frame(given: dict[str, Any], where: str) -> Iterator[Finding]:
    for name in COUNTS:
        if _whole(given.get(name)) is None:
            yield error(f"{where} {name}", _("a whole number was expected"))
    for name in SIGNS:
        if not isinstance(given.get(name), bool):
            yield error(f"{where} {name}", _("true or false was expected"))


def _sum(where: str, walk: Walk, most_pages: int) -> Iterator[Finding]:
    if not walk.is_whole:
        yield note(where, _("only the first %(pages)d pages were looked at") % {"pages": most_pages})
    elif walk.total_items is not None and len(walk.ids) != walk.total_items:
        told = {"told": walk.total_items, "came": len(walk.ids)}
        yield error(where, _("it promises %(told)d entries and gives %(came)d") % told)


def _one_by_one(base: str, rule: Rule, profile: Profile, fetcher: Fetcher, walk: Walk) -> Iterator[Finding]:
    """Some of the entries on their own; and one that does not exist."""
    for one in walk.ids[:ASKED_ONE_BY_ONE]:
        where = f"{base}/{rule.path}/{quote(one, safe='')}"
        try:
            answer = fetcher.get(where)
            given = parsed(answer.content) if answer.status == 200 else None
        except Unreadable as wrong:
            yield error(where, str(wrong))
            continue
        if given is None:
            yield error(
                where, _("it is in the list and answers with %(status)d on its own") % {"status": answer.status}
            )
            continue
        if isinstance(given, dict) and str(given.get("id")) != one:
            yield error(where, _("another entry comes than was asked for"))
        yield from object_findings(given, table=rule.table, where=where, profile=profile)
    missing = fetcher.get(f"{base}/{rule.path}/{NOBODY}")
    if missing.status != 404:
        text = _("an entry that does not exist answers with %(status)d instead of 404")
        yield warning(f"{base}/{rule.path}/{NOBODY}", text % {"status": missing.status})


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
